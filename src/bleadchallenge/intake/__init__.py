"""What comes in: readers, one module a kind of file, faults with an address."""
