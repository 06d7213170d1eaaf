"""A pack laid out: text cleaned, figures written, charts plotted."""
