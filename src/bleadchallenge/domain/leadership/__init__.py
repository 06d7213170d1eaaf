"""Leadership: joint practice, talent, the city's capacity."""
