"""Who a peer is to us, what may be in a parcel, and what may become of it."""

from qinqing.kernel.labels import Labelled


class Rank(Labelled):
    """Where the other house stands: the city above us, or a county below us."""

    ABOVE = "above", "上级"
    BELOW = "below", "下级"


class ParcelKind(Labelled):
    """What a parcel brings."""

    APPEAL = "appeal", "诉求"
    MATERIAL = "material", "材料"
    STATUS = "status", "办理进展"
    ANSWER = "answer", "答复意见"
    RESPONSE = "response", "企业回应"
    WITHDRAWAL = "withdrawal", "撤回"


class ParcelFate(Labelled):
    """What became of a parcel we posted."""

    WAITING = "waiting", "等待送达"
    DELIVERED = "delivered", "对方已收"
    DECLINED = "declined", "对方不收"
    FAILED = "failed", "没有送到"
    SETTLED = "settled", "对方不收，已处理"


UNDONE = frozenset({ParcelFate.WAITING, ParcelFate.FAILED})  # the next ones of the same thread wait for these
