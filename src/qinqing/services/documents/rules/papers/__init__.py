"""Papers: layouts, the templates built from them, and what is put in."""
