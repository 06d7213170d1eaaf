"""The support: alliances assigned, teams, days, plans, reviews and decisions."""
