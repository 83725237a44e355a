"""What both sides of an exchange must agree on: bytes, messages, digests."""
