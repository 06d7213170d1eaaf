"""Commands about people: sessions, talent, designations, the conference."""
