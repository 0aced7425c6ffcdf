"""How the questions belong together: topics, regions, tags, related questions, duplicates, backlinks."""
