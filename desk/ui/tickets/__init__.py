"""Hàng chờ: tickets of the waiting room, calling them, and the room's own window."""
