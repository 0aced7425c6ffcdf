"""Search: the index that is published with the site, and the reference engine over it."""
