"""A pack as a workbook: its words, its looks, its sheets and its native charts."""
