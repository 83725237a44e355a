"""What is always there: the rail of screens, the command box, the chips, and the last act."""
