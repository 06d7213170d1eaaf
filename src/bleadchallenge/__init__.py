"""A toolkit with which the coordinator of a school-improvement programme runs it."""

__version__ = "0.3.0"
