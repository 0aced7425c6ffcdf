"""The content folder: read, held against every rule, put in order, and kept for the next build."""
