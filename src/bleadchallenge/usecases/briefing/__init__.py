"""A school's data brief, part by part: tables and charts of the figures that are analysed."""
