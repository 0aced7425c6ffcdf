"""Files on the disk: put together in a folder beside the site, then put in its place in one step."""
