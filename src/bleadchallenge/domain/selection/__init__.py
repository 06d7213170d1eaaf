"""Selection: the steps by which a school comes into the programme."""
