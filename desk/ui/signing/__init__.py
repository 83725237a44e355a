"""Signing a paper that is written into a file: one card and one port for every page."""
