"""Reads: the calendar in force, clocks as the journal knows them, and why a limit ends when it does."""

from qinqing.services.calendar.models import Clock, Proposal
from qinqing.services.calendar.queries.days import awaited, current, notices, version
from qinqing.services.calendar.queries.proposals import alone, fetch_proposal, notices_to_confirm, proposals_waiting
from qinqing.services.calendar.queries.reasons import ClockExplanation, explain, explain_clock
from qinqing.services.calendar.queries.running import loads, running_of, running_until, still_runs
from qinqing.services.calendar.queries.stored import clock, clocks_of, stored_clocks

__all__ = [
    "Clock", "ClockExplanation", "Proposal", "alone", "awaited", "clock", "clocks_of", "current", "explain", "explain_clock",
    "fetch_proposal", "loads", "notices", "notices_to_confirm", "proposals_waiting", "running_of", "running_until", "still_runs", "stored_clocks", "version",
]  # fmt: skip
