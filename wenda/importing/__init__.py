"""From raw pages to articles: `run` names the steps, in order."""
