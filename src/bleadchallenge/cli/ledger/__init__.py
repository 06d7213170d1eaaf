"""Commands that keep the store: history, undo, check, backup, purge."""
