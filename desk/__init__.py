"""The front desk of a ward's one-stop counter; the rooms and their directions: CONTRIBUTING.md."""
