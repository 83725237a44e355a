"""Handing results back: scan, check who collects, done."""
