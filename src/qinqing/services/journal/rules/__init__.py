"""What an entry, a chain, a seal and a faithful replay are. Pure Python: the same checks run on any copy."""
