"""Questions about action plans and the golden thread."""
