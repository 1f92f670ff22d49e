"""From a file to passages, and from passages into the index."""
