"""The screen that faces the citizen: own data to confirm, and how satisfied one was."""
