"""Reports: packs, copies, briefs, the calendar."""
