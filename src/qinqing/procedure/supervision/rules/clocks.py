"""The clock of a correction."""

from qinqing.kernel.labels import Labelled


class Clock(Labelled):
    """Kinds of clock that belong to this chapter."""

    CORRECTION = "correction", "差评整改"
