"""What is stored: tables, the engine, the log, the numbers."""
