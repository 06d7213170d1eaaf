"""Questions about meetings, advice and comments."""
