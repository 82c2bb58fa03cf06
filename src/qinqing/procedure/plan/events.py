"""What the plan puts on the record."""

EDITION_ADOPTED = "plan.edition.adopted"
EDITION_CLOSED = "plan.edition.closed"


def edition_subject(number: int) -> str:
    """The journal subject of an edition."""
    return f"edition/{number}"
