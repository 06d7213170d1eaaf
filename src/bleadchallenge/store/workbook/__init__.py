"""Questions for the coordinator's workbook."""
