"""The few words that notices and clocks carry."""

from qinqing.kernel.labels import Labelled


class Status(Labelled):
    """How far a notice may be relied on."""

    PROVISIONAL = "provisional", "暂定"
    PUBLISHED = "published", "已发布"


class Standing(Labelled):
    """What became of a notice that somebody proposed."""

    WAITING = "waiting", "待确认"
    CONFIRMED = "confirmed", "已录入"
    DECLINED = "declined", "不录入"
    ALONE = "alone", "由命令导入，未经第二人确认"
    REPLACED = "replaced", "已由新通知代替"


class Unit(Labelled):
    """What a limit is counted in. ``DATE`` is a day given by hand, which no calendar moves."""

    DAY = "day", "工作日"
    HOUR = "hour", "工作小时"
    DATE = "date", "指定日期"


class Outcome(Labelled):
    """How a clock ended. ``VOID`` counts for nothing: started in error, redirected, withdrawn."""

    RUNNING = "", "计时中"
    ON_TIME = "on_time", "按时"
    LATE = "late", "超期"
    VOID = "void", "不计"


class Colour(Labelled):
    """A light. Red means overdue and nothing else."""

    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"
    GREY = "grey", "灰灯"
