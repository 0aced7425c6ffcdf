"""Files of the site that are no pages: the search index, feeds, `llms.txt`, what works offline."""
