"""Evaluation: did it work, for whom, at what cost; the addendum."""
