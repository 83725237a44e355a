"""What happens when a button is pressed: one function, one transaction."""
