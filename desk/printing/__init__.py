"""Papers: frozen sheets in, PDF bytes out; knows neither Qt nor the database."""
