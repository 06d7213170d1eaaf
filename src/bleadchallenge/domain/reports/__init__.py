"""What a pack tells the group: what is news, what is a concern, and what is asked."""
