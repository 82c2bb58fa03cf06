"""What a condition looks at: where the enterprise is; and what somebody heard there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The organ id of the township or park, None where it is not known or the whole county; whether the visit was made, or
    the campaign's day has come."""

    place: int | None = None
    made: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """One difficulty as it was heard; ``answer`` where it could be settled on the spot, 五(四)."""

    text: str
    answer: str = ""
    confidential: bool = False
