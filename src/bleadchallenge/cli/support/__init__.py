"""Commands about support: alliances, agreements, days."""
