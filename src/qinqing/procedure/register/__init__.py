"""Who there is: enterprises, organs, posts, portfolios, substitutes."""
