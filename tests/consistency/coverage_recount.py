"""An independent recount of the coverage map from the journal alone, 五(五).

Shares nothing with the program but the names of events and columns: what informed, taken part, helped and visited mean is
written down once more. The register lends one thing, under which number an enterprise's record is known to the others.
"""

from collections import Counter, defaultdict

from qinqing.procedure.register.models import Enterprise
from qinqing.services.journal.queries import Entry

OUT, PROJECTS = {"cancelled", "elsewhere"}, {"under_construction", "renewed"}


class Recount:
    """What the entries tell of enterprises, one after the other: numbers of those visited, invited, came, brought, solved."""

    def __init__(self, numbers):
        self.numbers, self.rows, self.appeals = numbers, defaultdict(dict), defaultdict(dict)
        self.visited, self.invited, self.came = set(), set(), set()
        self.visits = defaultdict(dict)

    def read(self, subject, event, facts, sets):
        kind = subject.partition("/")[0]
        if kind == "enterprise":
            self.rows[self.numbers[subject]].update(sets)
        elif kind == "visit":
            self.visits[subject].update(sets)
            if event in ("outreach.visit.recorded", "outreach.visit.written_down"):
                self.visited.add(self.visits[subject]["enterprise_id"])
        elif kind == "campaign":
            for key in [key for key in sets if key.startswith("participant/")]:
                number = int(key.partition("/")[2])
                self.invited.add(number)
                if sets[key]["attended_at"]:
                    self.came.add(number)
        elif kind == "appeal":
            self._appeal(self.appeals[subject], event, facts, sets)

    def _appeal(self, row, event, facts, sets):
        if "closed_at" in sets and sets["closed_at"] != row.get("closed_at"):
            row["solved"] = False  # closed anew, or opened again: nobody has said anything of that yet
        row.update(sets)
        if event == "supervision.appeal.evaluated":
            row["solved"] = facts["solved"] == "已解决"

    def marks(self, number, *, openly):
        brought = [
            row
            for row in self.appeals.values()
            if row.get("enterprise_id") == number and not (openly and row["confidential"])
        ]
        account = any(one["confirmed"] and not one["ended"] for one in self.rows[number].get("members", []))
        visited, came = number in self.visited, number in self.came or bool(brought)
        return {
            "visited": visited,
            "informed": visited or came or account or number in self.invited,
            "taken_part": came,
            "helped": any(row["solved"] for row in brought if row.get("closed_at")),
        }

    def count(self, *, township=None):
        """By township, industry and size: how many, and how many bear each mark; of one township what it may read."""
        found = defaultdict(Counter)
        for number, row in self.rows.items():
            signed = row["status"] not in PROJECTS or row["agreement_signed"]
            if row["unnamed"] or not row["county_registered"] or row["status"] in OUT or not signed:
                continue
            if township in (None, row["township"]):
                told = found[row["township"], row["section"], row["size"]]
                told["all"] += 1
                told.update(name for name, true in self.marks(number, openly=township is not None).items() if true)
        return dict(found)


def mapped(groups):
    """The map's figures in the recount's shape."""
    return {
        (one.township, one.section, one.size): +Counter(
            {"all": one.all, **{mark.value: count for mark, count in one.marked.items()}}
        )
        for one in groups
    }


def of_the_journal():
    count = Recount({one.subject: one.pk for one in Enterprise.objects.all()})
    for entry in Entry.objects.order_by("pk").iterator():
        count.read(entry.subject, entry.event, entry.facts, entry.sets)
    return count
