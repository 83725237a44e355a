"""Half-done forms: saved at every field, parked, taken up again."""
