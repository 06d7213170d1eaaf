"""Escalation: stages, notices, commissioning reviews."""
