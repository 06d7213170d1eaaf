"""The programme's rule book: asked of every change before it is signed, and by check."""
