"""Schools: listed, shown at a glance, and grouped in cohorts."""
