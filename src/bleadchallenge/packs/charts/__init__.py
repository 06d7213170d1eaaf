"""Charts worked out: where every line, marker and label stands."""
