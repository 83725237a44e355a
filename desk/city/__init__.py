"""The other side of the exchange: the reference city, and a ward's hub on its LAN."""
