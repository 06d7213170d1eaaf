"""Open items: what waits for somebody, whose move it is, since when and until when."""
