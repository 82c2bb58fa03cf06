"""What happens next: who keeps which subject, who follows a moved limit, and the duties the worker performs.

The tables name things as ``"package.module:name"``; they are looked up when first needed, so that this file can be
read, and imported, without the rest of the house.
"""

from importlib import import_module
from typing import Any

# Which chapter can say what its tables hold, so that ``verify`` can hold it against the record.
REPLAYS: tuple[str, ...] = (
    "qinqing.procedure.plan.queries:REPLAYS",
    "qinqing.procedure.register.queries:REPLAYS",
    "qinqing.procedure.appeals.queries:REPLAYS",
    "qinqing.procedure.receptions.queries:REPLAYS",
    "qinqing.procedure.decisions.queries:REPLAYS",
    "qinqing.procedure.supervision.queries:REPLAYS",
    "qinqing.procedure.bulletins.queries:REPLAYS",
    "qinqing.procedure.outreach.queries:REPLAYS",
    "qinqing.services.documents.queries:REPLAYS",
    "qinqing.services.exchange.queries:REPLAYS",
    "qinqing.services.letters.queries:REPLAYS",
)

# The papers each chapter makes: its kinds, each with its layout and the function that fills it from the record.
PAPERS: tuple[str, ...] = (
    "qinqing.procedure.plan.papers:PAPERS",
    "qinqing.procedure.appeals.papers:PAPERS",
    "qinqing.procedure.receptions.papers:PAPERS",
    "qinqing.procedure.decisions.papers:PAPERS",
    "qinqing.procedure.supervision.papers:PAPERS",
    "qinqing.procedure.bulletins.papers:PAPERS",
)

# Which tables can be handed in to be taken over: the register's rosters, the old ledger of appeals.
IMPORTS: tuple[str, ...] = (
    "qinqing.procedure.register.actions:ORGAN_ROSTER",
    "qinqing.procedure.register.actions:STAFF_ROSTER",
    "qinqing.procedure.register.actions:ROSTER",
    "qinqing.procedure.appeals.actions:OLD_LEDGER",
)

# When a holiday notice moves limits, these chapters move the dates they copied; each is called as
# ``function(subjects, by, at)`` inside the same transaction.
FOLLOW_MOVED_LIMITS: tuple[str, ...] = (
    "qinqing.procedure.appeals.actions:refresh_due",
    "qinqing.procedure.decisions.actions:refresh_due",
    "qinqing.procedure.supervision.actions:refresh_due",
)

# Which event tells whom: each chapter's table of messages, heard inside the transaction that records the event.
NOTICES: tuple[str, ...] = (
    "qinqing.procedure.plan.notices:NOTICES",
    "qinqing.procedure.register.notices:NOTICES",
    "qinqing.procedure.appeals.notices:NOTICES",
    "qinqing.procedure.receptions.notices:NOTICES",
    "qinqing.procedure.decisions.notices:NOTICES",
    "qinqing.procedure.supervision.notices:NOTICES",
    "qinqing.procedure.bulletins.notices:NOTICES",
    "qinqing.procedure.outreach.notices:NOTICES",
    "qinqing.procedure.city.notices:NOTICES",
)

# What the county is called and how it is reached: told to rooms below that write its name on papers and in messages.
COUNTY = "qinqing.procedure.register.queries:county_words"

# Who is behind a mailbox when a notice leaves the house; called as ``function(mailboxes, on)``.
LISTENERS = "qinqing.procedure.register.queries:listeners"
LEAVERS = "qinqing.procedure.register.queries:leavers"

# The pages that messages lead to, in the house and from outside: each door's, asked in this order.
LEADS: tuple[str, ...] = ("qinqing.doors.console.views.messages:DESK", "qinqing.doors.portal.views.messages:OWN")

# When an organ is abolished, these hand on what it owes; each is called as ``function(organ, heir=, at=)``, by ids, inside
# the same transaction.
FOLLOW_ABOLISHED: tuple[str, ...] = ("qinqing.procedure.receptions.actions:hand_parts_on",)

# When an enterprise withdraws its appeal, these settle what hangs on it; each is called as ``function(appeal, by=, at=)``
# inside the same transaction.
FOLLOW_WITHDRAWN: tuple[str, ...] = ("qinqing.procedure.decisions.actions:cancel_with",)

# When an appeal is closed, these add what follows; each is called as ``function(appeal, by=, at=)`` inside the same
# transaction.
FOLLOW_CLOSED: tuple[str, ...] = ("qinqing.procedure.supervision.actions:issue_link",)

# What steps another deployment is told of: each event with who writes the parcel, inside the transaction that records it.
TOLD_OUTSIDE: tuple[str, ...] = ("qinqing.procedure.city.actions:TOLD_OUTSIDE",)

# Which events change what is said of an enterprise on the coverage map: heard inside the transaction that records them.
COUNTED: tuple[str, ...] = ("qinqing.procedure.outreach.actions:HEARD",)

# Who takes the parcels that another deployment sends.
PARCELS = "qinqing.procedure.city.actions:PARCELS"

# What the worker does: each is called as ``function(at)`` about once a minute, in this order, outside any transaction.
# A duty decides from the record whether it is due, so it may be called at any time, twice, or late; one that fails is
# logged and tried again in the next minute, and does not stop the others.
DUTIES: tuple[str, ...] = (
    "qinqing.doors.operations.housekeeping:seal_finished_days",
    "qinqing.doors.operations.housekeeping:settle_limits",
    "qinqing.procedure.appeals.actions:settle_callers",
    "qinqing.doors.operations.housekeeping:chase_limits",
    "qinqing.doors.operations.housekeeping:tell_the_day",
    "qinqing.doors.operations.housekeeping:remind_inspection",
    "qinqing.doors.operations.housekeeping:read_letters",
    "qinqing.doors.operations.housekeeping:send_parcels",
    "qinqing.doors.operations.housekeeping:send_notices",
    "qinqing.doors.operations.housekeeping:file_papers",
    "qinqing.doors.operations.housekeeping:take_tables_over",
    "qinqing.doors.operations.housekeeping:follow_the_record",
    "qinqing.doors.operations.housekeeping:read_scans",
    "qinqing.doors.operations.housekeeping:check_the_record",
    "qinqing.procedure.bulletins.actions:open_due",
    "qinqing.procedure.bulletins.actions:chase_due",
    "qinqing.procedure.decisions.actions:open_progress_notes",
    "qinqing.doors.operations.housekeeping:measure_advice",
    "qinqing.doors.operations.housekeeping:forget_what_is_over",
)

# What the worker does in between as well, every second: somebody waits for it. Each must be quick where nothing is due.
URGENT: tuple[str, ...] = (
    "qinqing.doors.operations.housekeeping:send_texts",
    "qinqing.doors.operations.beside:make_previews",
)

# Where each of these tables is read: what stands in it is told, one by one, to the function named beside it.
JOINED: tuple[tuple[tuple[str, ...], str], ...] = (
    (PAPERS, "qinqing.services.documents.queries:register_kinds"),
    (FOLLOW_MOVED_LIMITS, "qinqing.services.calendar.actions:on_moved"),
    (NOTICES, "qinqing.services.notifications.actions:follow"),
    (FOLLOW_ABOLISHED, "qinqing.procedure.register.actions:on_abolished"),
    (FOLLOW_WITHDRAWN, "qinqing.procedure.appeals.actions:on_withdrawn"),
    (FOLLOW_CLOSED, "qinqing.procedure.appeals.actions:on_closed"),
    (TOLD_OUTSIDE, "qinqing.services.journal.actions:listen"),
    (COUNTED, "qinqing.services.journal.actions:listen"),
)


def named(name: str) -> Any:
    """What stands under ``package.module:name``."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def page_of(link: str, code: str) -> str:
    """Where a message leads, by its link and code: a path, or nothing. The doors are opened by the first that asks."""
    return next(filter(None, (named(door).page_of(link, code) for door in LEADS)), "")


def connect() -> None:
    """Joins the chapters; called once, when all rooms are furnished."""
    register_replay = named("qinqing.services.journal.queries:register_replay")
    for name in REPLAYS:
        for prefix, (stored, subjects) in named(name).items():
            register_replay(prefix, stored, subjects)
    named("qinqing.services.documents.queries:register_import_kinds")(map(named, IMPORTS))
    named("qinqing.kernel.county:told_by")(named(COUNTY))
    named("qinqing.services.notifications.actions:listen_by")(named(LISTENERS), named(LEAVERS))
    named("qinqing.services.notifications.actions:lead_by")(page_of)
    named("qinqing.services.exchange.actions:handle_by")(named(PARCELS))
    for names, join in JOINED:
        for name in names:
            named(join)(named(name))
