"""One module per dialect that other systems speak; the only rooms that use the network."""
