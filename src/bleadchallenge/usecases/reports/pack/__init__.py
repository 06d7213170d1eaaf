"""The scrutiny group's pack: one module a section."""
