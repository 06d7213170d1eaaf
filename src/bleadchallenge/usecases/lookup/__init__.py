"""Looks up the school, alliance, person or term that a text names."""
