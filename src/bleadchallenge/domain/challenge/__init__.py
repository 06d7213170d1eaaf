"""Challenge: teams, reviews and what they judge."""
