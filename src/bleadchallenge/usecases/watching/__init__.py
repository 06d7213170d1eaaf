"""What is due, for whom, and which links of the thread are broken."""
