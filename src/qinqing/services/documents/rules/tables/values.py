"""What a cell means: as text, as a day. Spreadsheets turn codes into numbers and days into counts."""

import re
from datetime import date, datetime, time, timedelta

from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.shaping import clean_line, shape_date, valid_credit_code
from qinqing.services.documents.rules.tables.reading import Cell

NOTHING = re.compile(r"[-—–_/\\.。、\s无]*|暂无|没有|空|不详|未知|N/?A", re.IGNORECASE)
TIME = re.compile(r"[\sT]+([01]?[0-9]|2[0-3])[:：]([0-5][0-9])(?:[:：][0-5][0-9](?:\.[0-9]+)?)?$")
SPREADSHEET_EPOCH = date(1899, 12, 30)
EARLY_SERIAL, FIRST_SERIAL, LAST_SERIAL = 18264, 32874, 73050  # 1950, 1990, 2099
ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}|[1-9][0-9]{14}000", re.IGNORECASE)
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number


def as_text(cell: Cell) -> str:
    """The cell as a person reads it: whole numbers without a point, days as 2026-01-02; text untouched."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time(0) else "%Y-%m-%d %H:%M")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def is_nothing(text: str) -> bool:
    """Blank, or one of the signs people put where there is nothing to say."""
    return bool(NOTHING.fullmatch(text.strip()))


def lost_digits(cell: Cell) -> bool:
    """A code that the spreadsheet took for a number and rounded: 9.135E+17, or eighteen digits that end with 000."""
    if isinstance(cell, str):
        line = clean_line(cell, limit=None)
        return bool(ROUNDED.fullmatch(line)) and not valid_credit_code(line)
    return isinstance(cell, float) and abs(cell) >= EXACT


def as_day(cell: Cell) -> date | None:
    """The day in a cell, from 1950 on where it is a bare count of days; None for no day. Its hour does not matter."""
    if isinstance(cell, datetime):
        return cell.date()
    count = as_text(cell).strip() if isinstance(cell, str | float) else ""
    if re.fullmatch(r"[1-7][0-9]{4}", count) and EARLY_SERIAL <= int(count) <= LAST_SERIAL:
        return SPREADSHEET_EPOCH + timedelta(days=int(count))
    moment = as_moment(cell, time(12))
    return moment.date() if moment else None


def as_moment(cell: Cell, usual: time) -> datetime | None:
    """The day in a cell, at the time it names or else at the ``usual`` one, in Shanghai; None for no day."""
    if isinstance(cell, datetime):
        return _at(cell.date(), cell.time() if cell.time() != time(0) else usual)
    if isinstance(cell, date):
        return _at(cell, usual)
    if isinstance(cell, str) or (isinstance(cell, float) and cell.is_integer() and cell > LAST_SERIAL):
        return _written(as_text(cell), usual)
    if isinstance(cell, float) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        return _at(SPREADSHEET_EPOCH + timedelta(days=int(cell)), usual)
    return None


def _written(text: str, usual: time) -> datetime | None:
    line = clean_line(text, limit=None)
    clock = TIME.search(line)
    day = shape_date(line[: clock.start()] if clock else line) or _serial(line)
    if day is None:
        return None
    said = time(int(clock[1]), int(clock[2])) if clock else time(0)
    return _at(day, said if said != time(0) else usual)


def _serial(line: str) -> date | None:
    """A day that lost its format: 46100."""
    if re.fullmatch(r"[3-7][0-9]{4}", line) and FIRST_SERIAL <= int(line) <= LAST_SERIAL:
        return SPREADSHEET_EPOCH + timedelta(days=int(line))
    return None


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment.replace(microsecond=0, tzinfo=None), SHANGHAI)
