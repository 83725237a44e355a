"""What a ward issues: filled in, seen, confirmed, printed on numbered sheets."""
