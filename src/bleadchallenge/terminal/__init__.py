"""What is shown: results drawn with Rich; nothing is worked out here."""
