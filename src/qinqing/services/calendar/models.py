"""Notices and their days, the calendar made of them, and the clocks that run on it."""

from django.db import models
from django.db.models import Q

from qinqing.kernel.ids import public_code
from qinqing.services.calendar.states import Outcome, Standing, Status, Unit


class Notice(models.Model):
    """One State Council (or regional) notice as entered; a correction is a new version, the old one stays.

    ``region`` is empty for the national notice. ``number`` is the document number where it is known for certain.
    ``confirmed_by`` is empty for the notices that came with the program.
    """

    year = models.PositiveSmallIntegerField("年份")
    region = models.CharField("地区", max_length=40, blank=True, default="")
    version = models.PositiveSmallIntegerField("版次")
    number = models.CharField("文号", max_length=60, blank=True, default="")
    published_on = models.DateField("发布日期", null=True)
    status = models.CharField("状态", max_length=12, choices=Status.choices(), default=Status.PUBLISHED.value)
    entered_by = models.CharField("录入人", max_length=120)
    entered_at = models.DateTimeField("录入时间")
    confirmed_by = models.CharField("确认人", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "放假通知"
        constraints = [models.UniqueConstraint(fields=["year", "region", "version"], name="calendar_notice_version")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """How people cite the notice."""
        place = self.region or "国务院办公厅"
        number = f"（{self.number}）" if self.number else ""
        return f"{place}{self.year}年节假日安排通知{number}"


class NoticeDay(models.Model):
    """A day that a notice names: off, or worked although a weekend."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="days")
    date = models.DateField("日期")
    off = models.BooleanField("放假")
    reason = models.CharField("事由", max_length=40)

    class Meta:
        verbose_name = "通知日期"
        constraints = [models.UniqueConstraint(fields=["notice", "date"], name="calendar_noticeday_once")]


OPEN = (Standing.WAITING.value, Standing.ALONE.value)  # a second person has something to do


class Proposal(models.Model):
    """A notice that one person proposes; it counts once another has confirmed it. One waits at a time for a year.

    One that the operator of the machine entered by command counts at once and stands alone until a second person has
    looked at it, or a newer notice for the same year has replaced it.

    ``said`` is the notice as its file has it, ``effects`` what it would have moved when it was proposed
    (``rules.outlines``); ``proposer`` is the account of the proposer, none for a notice proposed at the machine.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    year = models.PositiveSmallIntegerField("年份")
    region = models.CharField("地区", max_length=40, blank=True, default="")
    said = models.JSONField("通知")
    effects = models.JSONField("影响")
    standing = models.CharField("状态", max_length=12, choices=Standing.choices(), default=Standing.WAITING.value)
    proposer = models.BigIntegerField("提出人账号", null=True)
    proposed_by = models.CharField("提出人", max_length=200)
    proposed_at = models.DateTimeField("提出时间")
    ruled_by = models.CharField("确认人", max_length=200, blank=True, default="")
    ruled_at = models.DateTimeField("确认时间", null=True)
    reason = models.CharField("原因", max_length=400, blank=True, default="")

    class Meta:
        verbose_name = "待确认的放假通知"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region"], condition=Q(standing=Standing.WAITING.value), name="calendar_proposal_one"
            ),
            models.UniqueConstraint(
                fields=["year", "region"], condition=Q(standing=Standing.ALONE.value), name="calendar_proposal_alone"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=OPEN, ruled_at__isnull=True)
                | ~Q(standing__in=OPEN) & Q(ruled_at__isnull=False),
                name="calendar_proposal_ruled",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """``2027年放假通知``, with the region where it is one's own."""
        return f"{self.region}{self.year}年放假通知"

    @property
    def waits(self) -> bool:
        """Nobody has ruled on it yet, and it moves nothing."""
        return self.standing == Standing.WAITING

    @property
    def alone(self) -> bool:
        """It is in force by command, and no second person has looked at it yet."""
        return self.standing == Standing.ALONE


class CalendarDay(models.Model):
    """The calendar in force, day by day, so that due dates can be recomputed by the database in one statement.

    ``ordinal`` counts the working days from the first day on; ``closes_at`` is the day's 24:00 in Shanghai.
    """

    date = models.DateField("日期", primary_key=True)
    working = models.BooleanField("工作日")
    reason = models.CharField("事由", max_length=40, blank=True, default="")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    provisional = models.BooleanField("暂定")
    ordinal = models.PositiveIntegerField("累计工作日")
    closes_at = models.DateTimeField("日终")

    class Meta:
        verbose_name = "日历"
        indexes = [models.Index(fields=["ordinal", "working"], name="calendar_day_ordinal")]


class CalendarVersion(models.Model):
    """One row: which calendar is in force. ``digest`` is over the days, so equal digests mean equal calendars."""

    number = models.PositiveIntegerField("版本")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "日历版本"


class Clock(models.Model):
    """A limit that runs or ran, for one holder, under one clause and edition.

    ``base_on`` is the day after which working days are counted: the day of the event, or the day given for a limit
    of unit ``date``. ``length``, ``excluded`` (spent in pauses) and ``extended`` are working days; for limits in hours
    ``length`` and ``extended`` are working hours and ``excluded`` is seconds of working time.
    ``original_due_at`` is the limit as it would stand without any extension.
    """

    subject = models.CharField("对象", max_length=120, db_index=True)
    key = models.CharField("键", max_length=64)
    kind = models.CharField("类别", max_length=32)
    holder_role = models.CharField("责任岗位", max_length=20)
    holder_organ = models.BigIntegerField("责任机构", null=True)
    clause = models.CharField("条款", max_length=20, blank=True, default="")
    edition = models.IntegerField("制度版本", null=True)
    calendar_version = models.PositiveIntegerField("日历版本")
    started_at = models.DateTimeField("起算时刻")
    start_on = models.DateField("起算日")
    base_on = models.DateField("计数基日")
    length = models.PositiveIntegerField("时限")
    unit = models.CharField("单位", max_length=5, choices=Unit.choices())
    due_on = models.DateField("到期日")
    due_at = models.DateTimeField("到期时刻")
    original_due_at = models.DateTimeField("原到期时刻")
    provisional = models.BooleanField("暂定")
    excluded = models.PositiveIntegerField("扣除", default=0)
    extended = models.PositiveIntegerField("延期", default=0)
    paused_at = models.DateTimeField("暂停时刻", null=True)
    stopped_at = models.DateTimeField("停止时刻", null=True)
    verdict = models.CharField("结论", max_length=8, choices=Outcome.choices(), blank=True, default="")

    class Meta:
        verbose_name = "时钟"
        constraints = [models.UniqueConstraint(fields=["subject", "key"], name="calendar_clock_key")]
        indexes = [
            models.Index(fields=["verdict", "due_at"], name="calendar_clock_due"),
            models.Index(fields=["kind", "stopped_at"], name="calendar_clock_kind"),
            models.Index(fields=["calendar_version", "verdict"], name="calendar_clock_version"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"

    @property
    def running(self) -> bool:
        """Not stopped (a paused clock is still running, and rests)."""
        return self.verdict == Outcome.RUNNING


class Pause(models.Model):
    """An interval in which a clock rests. The working days in (from_on, until_on] are not counted."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField("暂停时刻")
    from_on = models.DateField("暂停日")
    until_at = models.DateTimeField("恢复时刻", null=True)
    until_on = models.DateField("恢复日", null=True)

    class Meta:
        verbose_name = "暂停"
