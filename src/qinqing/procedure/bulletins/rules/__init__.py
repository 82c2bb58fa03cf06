"""The measures of a bulletin, with the counts behind every rate. Pure."""

from qinqing.procedure.bulletins.rules.measures import Department, Rate, total

__all__ = ["Department", "Rate", "total"]
