"""Support: alliances, agreements, the days they give."""
