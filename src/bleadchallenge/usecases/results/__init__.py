"""Published results: analysed, compared and judged."""
