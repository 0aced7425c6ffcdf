"""One build: what the last one left, what has changed since, and the work that comes of it."""
