"""Support: assignments, agreements, deliverers, days."""
