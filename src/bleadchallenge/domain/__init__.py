"""What the programme knows: values and rules, with the standard library alone."""
