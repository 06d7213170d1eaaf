"""Provenance: the name of a figure, and where it comes from."""
