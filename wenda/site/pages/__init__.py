"""Catalog → the pages of the site: where each stands, and the view that its template is given."""
