"""Files that come in: what they are, what their pages look like, which codes stand on them."""
