"""Lookup: which school, alliance, person or term is meant."""
