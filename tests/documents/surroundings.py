"""Prints what a child process is told of its surroundings: ``python -m tests.documents.surroundings``."""

import os

print(dict(os.environ))
