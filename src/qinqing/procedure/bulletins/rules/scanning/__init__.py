"""Anonymising what is published, 四(六): what in a text may tell who somebody is, flagged for a person to settle. Pure."""

from qinqing.procedure.bulletins.rules.scanning.flags import Detail, Flag, anonymised, scan
from qinqing.procedure.bulletins.rules.scanning.watch import NOBODY_KNOWN, Watch, watch_for

__all__ = ["NOBODY_KNOWN", "Detail", "Flag", "Watch", "anonymised", "scan", "watch_for"]
