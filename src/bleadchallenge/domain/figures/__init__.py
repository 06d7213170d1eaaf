"""What pupils' results say: published rules as data, and findings with their reasons."""
