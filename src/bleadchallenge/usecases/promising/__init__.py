"""What was promised in numbers: indicators of both sides, their readings and their status."""
