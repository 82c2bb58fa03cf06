"""The door for other systems: what the pages show and do, under /api/v1, for programs with a token."""
