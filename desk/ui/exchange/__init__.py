"""The exchange with the city, and the printers and scanner of this counter."""
