"""State Council notices, working days, and the clocks that run on them."""
