"""Composition root: the only room that knows every part and how they are put together.

Parts are imported when they are first needed, so that the window's first paint and a short
command do not pay for what they do not use.
"""
