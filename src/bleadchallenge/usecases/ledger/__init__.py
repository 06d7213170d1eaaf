"""The ledger: history, undo, check, backup, purge, policy."""
