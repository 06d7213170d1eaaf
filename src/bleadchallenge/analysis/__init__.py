"""What the figures say: comparisons, families, evaluation, over arrays and frames."""
