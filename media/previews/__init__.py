"""Small pictures of what a library keeps, each made in a process of its own."""
