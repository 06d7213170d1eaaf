"""Action plans, milestones and the golden thread."""
