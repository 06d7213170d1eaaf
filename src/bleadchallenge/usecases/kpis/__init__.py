"""Key performance indicators: definitions, readings, status."""
