"""What grows beyond a school: sessions, talent, capacity, the conference."""
