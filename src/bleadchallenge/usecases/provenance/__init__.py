"""Provenance: any figure of any report traced to its source."""
