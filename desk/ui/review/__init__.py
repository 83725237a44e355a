"""What needs a person: both sides beside each other, and the decision."""
