"""The site: catalog → pages, feeds and index, rendered by MkDocs, staged, verified and put in place."""
