"""The demo county's bulletins: the last months out, the newest waiting for the clerk with something flagged. 四(六)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.phrases import local
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.rules.months import month_before, next_month, opening

OUT = 3
EXAMPLES = 3
MORNING, A_DAY = timedelta(hours=9), timedelta(days=1)
SLIPPED = "分管副县长接待日每季度一次，企业可以在网上预约；本月办理情况如下。"
SLIP = {
    "where": "前言", "was": "分管副县长接待日每季度一次", "becomes": "分管副县长接待日每月一次", "reason": "校对时漏改",
}  # fmt: skip
FLAGGED = "本月企业诉求办理情况如下。企业有困难，请打0000-6123456反映。"


def publish(cast: Cast, *, now: datetime) -> None:
    """Opens a bulletin for each of the last months with anything to tell; all but the newest are out by the sixth."""
    actions.follow_record()
    months, first = list(_months(now)), True
    for month in months:
        at = opening(next_month(month)) + MORNING
        if not queries.recount(month, at=at).totals.received:
            continue
        found = actions.open_bulletin(month, at=at)
        if found is None:
            continue
        _choose(cast, found, at)
        if month == months[-1]:
            actions.write(found, preface=FLAGGED, examples={}, by=cast.intake, at=at + MORNING / 3)
            continue
        if first:
            actions.write(found, preface=SLIPPED, examples={}, by=cast.intake, at=at)
        _release(cast, found, at)
        if first:
            _put_right(cast, found, at + 7 * A_DAY)
            first = False


def _months(now: datetime) -> Iterator[date]:
    """The last months that were over yesterday, the oldest first."""
    last = month_before(local(now - A_DAY).date())
    found = [last]
    for _ in range(OUT):
        found.append(month_before(found[-1]))
    yield from reversed(found)


def _choose(cast: Cast, found: queries.Bulletin, at: datetime) -> None:
    clerk = cast.intake
    for candidate in queries.candidates(found, clerk)[:EXAMPLES]:
        code = candidate.appeal.code
        actions.choose_example(found, appeal=code, by=clerk, at=at)
        if queries.flagged(found):
            actions.drop_example(found, appeal=code, by=clerk, at=at)


def _put_right(cast: Cast, found: queries.Bulletin, at: datetime) -> None:
    """A reader found a slip of the pen in the first one: the bureau proposed, a leader approved, everybody reads both."""
    actions.propose_correction(found, **SLIP, by=cast.intake, at=at)
    actions.confirm_correction(found, by=cast.mayor, at=at + A_DAY)


def _release(cast: Cast, found: queries.Bulletin, at: datetime) -> None:
    actions.submit(found, by=cast.intake, at=at + A_DAY)
    actions.approve(found, by=cast.bureau_head, at=at + 2 * A_DAY)
    actions.publish(found, by=cast.mayor, at=at + 5 * A_DAY)
