"""Published results: rules as data, comparisons and findings with their reasons."""
