"""What the calendar knows without a database: due dates, lights, and how a notice is read."""

from qinqing.services.calendar.rules.drafts import Draft
from qinqing.services.calendar.rules.lights import Light, late_words, light
from qinqing.services.calendar.rules.parsing import parse_notice, read_data
from qinqing.services.calendar.rules.rows import ClockLike

__all__ = ["ClockLike", "Draft", "Light", "late_words", "light", "parse_notice", "read_data"]
