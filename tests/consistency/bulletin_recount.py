"""An independent recount of a published month from the journal alone, 四(六).

Shares nothing with the program but the names of events and columns: what each figure counts is written down once more.
"""

from collections import Counter, defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from qinqing.procedure.bulletins import queries
from qinqing.services.journal.models import Entry

SHANGHAI = ZoneInfo("Asia/Shanghai")
HAPPY, CONTENT = {"非常满意", "满意", "基本满意"}, "已解决"
ENDED = {"resolved", "partly_resolved", "explained"}
COUNTED = (
    "received", "returned", "extended", "open", "overdue", "overdue_at_first", "transferred", "transferred_in_time",
    "contacted_in_time", "closed", "closed_in_time", "closed_in_first_time", "shelved", "rated", "solved", "satisfied",
)  # fmt: skip
TAKEN_BACK = {
    "decisions.item.report_sent_back": "done", "decisions.item.declined": "done", "decisions.item.doubted": "done",
    "decisions.item.taken_back": "assigned",
}  # fmt: skip


def moment(text):
    return datetime.fromisoformat(text) if text else None


class Month:
    """One month as it stood at its end; what had happened by then and was entered before ``cutoff`` counts as received."""

    def __init__(self, year, month, cutoff):
        self.first = datetime(year, month, 1, tzinfo=SHANGHAI)
        self.end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=SHANGHAI)
        self.cutoff = cutoff

    def has(self, at):
        return at is not None and self.first <= at < self.end

    def streams(self, prefix):
        found = defaultdict(list)
        rows = Entry.objects.filter(subject__startswith=prefix, at__lte=self.cutoff)
        for entry in rows.order_by("subject", "sequence"):
            found[entry.subject].append(entry)
        return found.values()

    def by_department(self):
        """Every figure by the id of the lead department."""
        sums = defaultdict(Counter)
        for entries in self.streams("appeal/"):
            row, clocks, told = {}, {}, {}
            for entry in [one for one in entries if one.at <= self.end] or entries[:1]:
                row |= {key: value for key, value in entry.sets.items() if not key.startswith("clock/")}
                clocks |= {key: value for key, value in entry.sets.items() if key.startswith("clock/")}
                if entry.event.endswith(".transferred"):
                    told.setdefault("transferred", entry)
                if entry.event == "supervision.appeal.evaluated":
                    told["rated"] = entry
            sums[row.get("lead_id")].update(self._figures(row, [run for run in clocks.values() if run], told))
        return sums

    def _figures(self, row, runs, told):
        found = self._on_time(row, runs, told)
        rated = told.get("rated")
        if self.has(moment(row["received_at"])):
            found |= {"received": 1, "returned": bool(row.get("returned")), "extended": bool(row.get("extended"))}
        if rated and self.has(rated.at):
            found |= {
                "rated": 1,
                "solved": rated.facts["solved"] == CONTENT,
                "satisfied": rated.facts["level"] in HAPPY,
            }
        closed = moment(row.get("closed_at"))
        found["open"] = moment(row["received_at"]) <= self.end and (closed is None or closed > self.end)
        return {name: int(value) for name, value in found.items()}

    def _on_time(self, row, runs, told):
        runs, found = sorted(runs, key=lambda run: run["started_at"]), {}
        if (transferred := told.get("transferred")) and self.has(transferred.at):
            found |= {
                "transferred": 1,
                "transferred_in_time": verdict(runs, "transfer") == "on_time",
                "contacted_in_time": verdict(runs, "contact") == "on_time",
            }
        mine = [run for run in runs if run["kind"] == "handle"]
        ended = [run for run in mine if run["verdict"] in ("on_time", "late")]
        if self.has(moment(row.get("closed_at"))):
            closed = row["result"] in ENDED
            later = any(moment(run["stopped_at"]) >= moment(run["original_due_at"]) for run in ended)
            found |= {
                "closed": closed,
                "closed_in_time": closed and all(run["verdict"] == "on_time" for run in ended),
                "closed_in_first_time": closed and not later,
                "shelved": row["result"] == "shelved",
            }
        last = mine[-1] if mine and mine[-1]["verdict"] in ("", "on_time", "late") else None
        if last is not None:
            until = moment(last["stopped_at"] or last["paused_at"])
            running = until is None or until > self.end
            found["overdue"] = running and moment(last["due_at"]) <= self.end
            found["overdue_at_first"] = running and moment(last["original_due_at"]) <= self.end
        return found

    def days_and_items(self):
        """Reception days held, the appeals heard on them, items decided and implemented; a joint meeting is no reception day."""
        found = Counter()
        for entries in self.streams("reception/"):
            told = {key: value for entry in entries for key, value in entry.sets.items() if key in ("date", "kind")}
            closed = any(one.event == "receptions.day.closed" for one in entries)
            on = datetime.combine(date.fromisoformat(told["date"]), datetime.min.time(), SHANGHAI)
            if closed and told.get("kind") != "joint" and self.has(on):
                found += Counter(days=1, heard=len(heard(entries)))
        for entries in self.streams("item/"):
            happened = {}
            for one in [one for one in entries if one.at <= self.end]:
                name = {"assigned": "assigned", "completed": "done"}.get(one.event.rpartition(".")[2])
                if name:
                    happened[name] = one.at
                happened.pop(TAKEN_BACK.get(one.event, ""), None)
            found["decided"] += self.has(happened.get("assigned"))
            found["implemented"] += self.has(happened.get("done"))
        return found


def verdict(runs, kind):
    """The last verdict that says in time or late."""
    return next(
        (run["verdict"] for run in reversed(runs) if run["kind"] == kind and run["verdict"] in ("on_time", "late")), ""
    )


def heard(entries):
    """The appeals that came to an outcome on a day, and did not lose it again."""
    found = set()
    for one in entries:
        if one.event in ("receptions.day.outcome_recorded", "receptions.day.decision_recorded"):
            found.add(one.facts.get("appeal"))
        elif one.event == "receptions.day.outcome_taken_back":
            found.discard(one.facts.get("appeal"))
    return found


def agrees(bulletin):
    """Holds every figure of a published month against the journal; returns how many appeals it received."""
    published, month = (
        queries.figures_of(bulletin),
        Month(*map(int, queries.figures_of(bulletin).month.split("-")), bulletin.cutoff_at),
    )
    again = month.by_department()
    for name in COUNTED:
        assert getattr(published.totals, name) == sum(told[name] for told in again.values()), name
        mine = sorted(told[name] for told in again.values() if told[name])
        counts = [int(getattr(line.counts, name)) for line in published.departments]
        assert mine == sorted(filter(None, counts)), name
    upper = month.days_and_items()
    for name in ("days", "heard", "decided", "implemented"):
        assert getattr(published.upper, name) == upper[name], name
    return published.totals.received
