"""Reports by their forms: chosen, seen, drilled into, written, closed."""
