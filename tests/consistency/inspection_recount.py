"""An independent recount of a quarter's report from the journal alone, 四(五)."""

from collections import Counter

RESULTS = ("implemented", "in_progress", "not_implemented")


class Recount:
    """Findings by quarter, as the entries tell them one after the other; names come from the register."""

    def __init__(self, names):
        self.names, self.rows, self.quarters, self.reports = names, {}, {}, []

    def read(self, subject, event, facts, sets):
        if event == "supervision.finding.drawn":
            self.quarters[subject] = facts["quarter"]
        if event.startswith("supervision.finding."):
            self.rows.setdefault(subject, {}).update(sets)
        elif event == "supervision.round.closed":
            self.reports.append((sets["figures"], self.count(facts["quarter"])))

    def count(self, quarter):
        """What the report of this quarter must say at this moment."""
        mine = [row for subject, row in self.rows.items() if self.quarters[subject] == quarter]
        organs = Counter((self.names[row["organ_id"]], row["result"]) for row in mine)
        return {
            "all": len(mine),
            **{result: sum(row["result"] == result for row in mine) for result in RESULTS},
            "carried": sum(row["former_id"] is not None for row in mine),
            "organs": {
                organ: tuple(organs[organ, result] for result in RESULTS) for organ in {name for name, _ in organs}
            },
        }


def essence(figures):
    """A report's figures in the recount's shape."""
    return {name: figures[name] for name in ("all", *RESULTS, "carried")} | {
        "organs": {row["organ"]: tuple(row[result] for result in RESULTS) for row in figures["organs"]}
    }
