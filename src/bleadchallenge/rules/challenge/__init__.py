"""Rules of challenge: teams, reviews and decisions."""
