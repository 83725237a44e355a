"""The window: thin pages that show frozen records and call what they were handed."""
