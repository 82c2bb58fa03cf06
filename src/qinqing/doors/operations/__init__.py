"""Commands: what an operator runs."""
