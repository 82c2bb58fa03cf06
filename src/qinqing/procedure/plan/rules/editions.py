"""What makes an edition the edition it is, and the one the program comes with."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from qinqing.procedure.plan.rules.clauses import Clause, packaged
from qinqing.procedure.plan.rules.settings import DEFAULTS

FIRST = 1
FIRST_DAY = date(2020, 1, 1)
TITLE = "县长服务企业接待日活动方案"


def as_data(clauses: Sequence[Clause]) -> list[dict[str, str]]:
    """Clauses as an edition stores them."""
    return [{"ref": clause.ref, "title": clause.title, "text": clause.text} for clause in clauses]


def digest_of(
    title: str, in_force_from: date, settings: Mapping[str, int], clauses: Sequence[Mapping[str, str]]
) -> str:
    """SHA-256 over title, first day, numbers and clauses; key order does not matter."""
    said = [title, in_force_from.isoformat(), dict(settings), [dict(clause) for clause in clauses]]
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


FIRST_DIGEST = digest_of(TITLE, FIRST_DAY, DEFAULTS, as_data(packaged()))
# Every first edition that was ever delivered. When the packaged text or numbers change, add the new digest here.
DELIVERED = frozenset(
    {
        "ae3b655e4ec3e56f0d0b7b977c17581c9e65e73a748b18f7238f224145d30b6b",  # with the days of the sample's calls
        "d37e9c4eb6898d2f48273e2d3b9dd3f23e112e9e2d32a776f4dd8836e9ec29d0",  # with the share of the bureau's sample
        "3c0b86acd2c546e83930d797d9284cb64707ae9b31d5298b59913a927372494e",  # with the days of a link to rate by
        "cfa182e08e75da480953a8be39ebed0070ee7d379f953ed9c0de0439461d5509",  # with the dossier's days
        "a72b033c33365f88e03adcf452a9ee977c4ecbc234ee78709f07570e1d0dabbb",  # 0.1.0
        "5625a3e99e42415812ee5b784a5f9f4d2a6efb799f5b6d5efe9a8a55f61ca258",  # with the chase ladder's days
        "8fefbc016fdbaf312a284ccf74b78f15a66c60e78833db6ebbbbff0c78cc14f3",  # with the numbers of the quarterly inspection
    }
)
