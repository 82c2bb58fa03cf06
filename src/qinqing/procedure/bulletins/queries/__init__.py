"""Figures for those who may see them."""

from qinqing.procedure.bulletins.queries.statistics import departments

__all__ = ["departments"]
