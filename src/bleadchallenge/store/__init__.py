"""What is kept: SQLModel tables, one transaction a command, history."""
