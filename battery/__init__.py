"""The battery: the public commands under every fault that the project knows of.

``python -m battery`` runs it whole and prints a table; ``--quick`` takes a seeded part.
"""
