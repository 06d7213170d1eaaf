"""A school's data brief."""
