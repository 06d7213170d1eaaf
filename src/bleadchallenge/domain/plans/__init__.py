"""Action plans and the golden thread."""
