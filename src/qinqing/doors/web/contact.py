"""How the bureau is reached, 四: the first of the county's contact points."""

from qinqing.procedure.register import queries as register


def bureau_phone() -> str:
    """The number to call; "" while the county has not set it."""
    return next((point.phone for point in register.county().points[:1]), "")


def contact_points() -> list[tuple[str, str]]:
    """Label and value of each way; what has no value is left out."""
    return [line for point in register.county().points[:1] for line in point.lines]
