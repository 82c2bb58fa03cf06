"""Shared furniture of the pages: frames, parts, forms, drafts, sign-in, the clock. Knows who you are, not what you came for."""
