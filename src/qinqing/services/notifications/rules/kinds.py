"""Kinds of message: what readers filter by, and choose channels for."""

from qinqing.kernel.labels import Labelled


class Kind(Labelled):
    """Why somebody is told."""

    TURN = "turn", "等我办理"
    PROGRESS = "progress", "办理进展"
    DAY = "day", "接待日安排"
    PAPERS = "papers", "报告与圈阅"
    CHASE = "chase", "到期提醒"
    URGING = "urging", "催办和督办单"
    DIGEST = "digest", "每日汇总"
    AFFAIRS = "affairs", "账号与日历"
