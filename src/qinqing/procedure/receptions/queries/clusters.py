"""相似诉求: groups of open appeals that are alike, within what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import MEETABLE, State
from qinqing.procedure.receptions.rules.clusters import MOST, clusters, is_lasting
from qinqing.procedure.receptions.rules.themes import Told
from qinqing.services.search import queries as search

SHOWN = 20  # groups


@dataclass(frozen=True, slots=True)
class Cluster:
    """One group: its appeals, the newest first, of how many enterprises and departments, and whether it lasts."""

    rows: Sequence[appeals.Appeal]
    categories: Sequence[str]
    enterprises: int
    leads: frozenset[int]
    since: datetime
    until: datetime
    lasting: bool

    @property
    def ripe(self) -> Sequence[appeals.Appeal]:
        """Those that wait for a reception day."""
        return [one for one in self.rows if one.state == State.RIPE]

    @property
    def meetable(self) -> Sequence[appeals.Appeal]:
        """Those that may be brought to a joint meeting."""
        return [one for one in self.rows if one.reached_office and one.state in MEETABLE]


@dataclass(frozen=True, slots=True)
class Alike:
    """The largest groups among the newest open appeals, and how many those were."""

    clusters: Sequence[Cluster]
    looked_at: int


def alike(actor: Actor) -> Alike:
    """Groups of open appeals that the actor may see; three small queries, or four, however many there are."""
    rows = {row.code: row for row in appeals.newest_open(actor, limit=MOST)}
    words, likeness = search.compared(appeals.SEARCH_KIND, [row.pk for row in rows.values()])
    told = [Told(row.code, row.category, words.get(row.pk, frozenset())) for row in rows.values()]
    found = clusters(told, likeness)[:SHOWN]
    return Alike([_cluster([rows[code] for code in codes]) for codes in found], len(rows))


def _cluster(rows: Sequence[appeals.Appeal]) -> Cluster:
    moments = [row.received_at for row in rows]
    enterprises = len({row.enterprise_id or row.enterprise_name for row in rows})
    kinds = dict.fromkeys(row.get_category_display() for row in rows if row.category)
    return Cluster(
        rows,
        list(kinds),
        enterprises,
        frozenset(row.lead_id for row in rows if row.lead_id),
        min(moments),
        max(moments),
        is_lasting(enterprises, max(moments) - min(moments)),
    )
