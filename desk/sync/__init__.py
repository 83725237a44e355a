"""The exchange with other systems: what to send and when, adapters, and proof of sameness."""
