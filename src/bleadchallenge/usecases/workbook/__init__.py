"""The coordinator's workbook, lists and imports."""
