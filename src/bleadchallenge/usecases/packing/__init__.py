"""Building packs: one module a section, each from the store's answers to a value."""
