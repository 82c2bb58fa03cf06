"""What the calendar puts on the record."""

NOTICE_PROPOSED = "calendar.notice.proposed"
NOTICE_DECLINED = "calendar.notice.declined"
NOTICE_ENTERED = "calendar.notice.entered"
NOTICE_IMPORTED = "calendar.notice.imported"
NOTICE_SECONDED = "calendar.notice.seconded"
NOTICE_TAKEN_BACK = "calendar.notice.taken_back"
CLOCK_MOVED = "calendar.clock.moved"
CLOCK_CONFIRMED = "calendar.clock.confirmed"


def calendar_subject(year: int) -> str:
    """The journal subject of a year's notices."""
    return f"calendar/{year}"
