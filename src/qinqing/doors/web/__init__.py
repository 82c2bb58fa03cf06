"""Shared furniture of the pages: frames, forms, drafts, sign-in, the clock. Knows who you are, not why you came."""
