"""Whose enterprises a place looks after, and what was heard on a visit. Pure."""

from qinqing.procedure.outreach.rules.facts import Heard, PlaceFacts

__all__ = ["Heard", "PlaceFacts"]
