"""Whom an appeal concerns and what it is about: advice with reasons, never a decision. Pure."""
