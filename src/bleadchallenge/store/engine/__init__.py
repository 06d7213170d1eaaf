"""The store's engine: changes, readers and writers, undo, backup, health."""
