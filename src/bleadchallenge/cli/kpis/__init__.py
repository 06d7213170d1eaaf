"""Commands about key performance indicators."""
