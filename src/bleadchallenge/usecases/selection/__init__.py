"""Selection: the discussion, the choice, signatures, readiness."""
