"""Figures for those who may see them, and the appeals behind each."""

from qinqing.procedure.bulletins.queries.behind import Behind, behind
from qinqing.procedure.bulletins.queries.measuring import followed_at, measured
from qinqing.procedure.bulletins.queries.records import track_of

__all__ = ["Behind", "behind", "followed_at", "measured", "track_of"]
