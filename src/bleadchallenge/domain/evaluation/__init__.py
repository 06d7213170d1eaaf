"""Did it work, for whom, at what cost: the rules of an evaluation."""
