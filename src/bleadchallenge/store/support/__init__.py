"""Questions about alliances, assignments, agreements and days."""
