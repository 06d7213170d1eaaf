"""Questions about published results, families and inspections."""
