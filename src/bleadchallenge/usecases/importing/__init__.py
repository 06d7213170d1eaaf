"""Taking in what is published: recognise a file, show what it would change, take it."""
