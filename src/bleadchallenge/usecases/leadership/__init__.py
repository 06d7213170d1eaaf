"""Leadership: sessions, talent, capacity, the conference."""
