"""Who may join and who has: intelligence, notices, selection, signatures, a school at a glance."""
