"""Notices to citizens: prepared for chosen dossiers, and the outgoing box."""
