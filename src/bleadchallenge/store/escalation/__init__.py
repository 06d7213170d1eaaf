"""Questions about stages, notices and commissioning reviews."""
