"""Escalation: stages, warning notices, commissioning reviews."""
