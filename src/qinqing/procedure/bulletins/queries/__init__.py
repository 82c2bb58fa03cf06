"""Figures for those who may see them, and the appeals behind each."""

from qinqing.procedure.bulletins.queries.behind import Behind, behind
from qinqing.procedure.bulletins.queries.measuring import followed_at, measured
from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.bulletins.queries.recounting import Line, Recount, recount

__all__ = ["Behind", "Line", "Recount", "behind", "followed_at", "measured", "recount", "track_of"]
