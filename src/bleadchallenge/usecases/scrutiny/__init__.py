"""The scrutiny group: meetings, advice, expectations, escalation, commissioning reviews."""
