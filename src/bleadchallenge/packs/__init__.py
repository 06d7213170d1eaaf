"""What goes out: a pack as data, and its renderers."""
