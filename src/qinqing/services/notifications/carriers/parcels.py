"""What a carrier is given: the words, the receiver, and the channel's settings and secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import Wording


@dataclass(frozen=True, slots=True)
class Parcel:
    """One notice ready to go. ``code`` is the same at every attempt; ``data`` is for programs."""

    medium: Medium
    code: str
    at: datetime
    said: Wording
    to: str = ""
    name: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, Any] = field(default_factory=dict, repr=False)
