"""What people record in bulk: lists and the workbook, held to the rules that each command holds."""
