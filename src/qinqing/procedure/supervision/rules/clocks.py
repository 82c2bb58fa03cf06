"""The clocks of this chapter."""

from qinqing.kernel.labels import Labelled


class Clock(Labelled):
    """Kinds of clock that belong to this chapter."""

    CORRECTION = "correction", "差评整改"
    URGING = "urging", "答复督办单"
    RECTIFICATION = "rectification", "督查整改"
    SAMPLE_CALL = "sample_call", "抽样回访"
