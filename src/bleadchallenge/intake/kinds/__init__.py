"""One module for each kind of file the programme takes."""
