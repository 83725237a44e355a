"""The counter's own page: person, procedure and papers, and what the receipt will say."""
