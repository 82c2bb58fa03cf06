"""Our own record as it is quoted to others."""

from qinqing.services.exchange.rules.forms import Quote
from qinqing.services.journal import queries as journal


def quote(entry: journal.Entry) -> Quote:
    """An entry by its place and hash, with the digest of our newest seal."""
    seal = journal.latest_seal()
    return Quote(entry.subject, entry.sequence, entry.hash, seal.digest if seal else "")
