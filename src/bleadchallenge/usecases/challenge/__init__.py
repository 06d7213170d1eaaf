"""Challenge: teams, visits, reviews and the mid-term decision."""
