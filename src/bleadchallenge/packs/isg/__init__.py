"""The scrutiny group's pack: its parts as values, and how they are laid out on pages."""
