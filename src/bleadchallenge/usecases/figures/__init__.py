"""The figures of schools: analysed, compared, judged and explained."""
