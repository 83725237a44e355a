"""How the city's database came to its present tables."""
