"""Facts: what every kept fact has in common, the ledger that numbers them, and their seals."""
