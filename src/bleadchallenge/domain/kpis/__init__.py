"""Key performance indicators: definitions, templates, status."""
