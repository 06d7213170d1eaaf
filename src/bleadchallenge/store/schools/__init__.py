"""Questions about schools: identity, cohort, participation, state."""
