"""The coordinator's workbook: record shapes, forms and sheets."""
