"""What is recorded of peers, and of every parcel out and in; never a key, never what an appeal says."""

PEER_ADDED = "exchange.peer.added"
PEER_AMENDED = "exchange.peer.amended"
PEER_PAUSED = "exchange.peer.paused"
PEER_RESUMED = "exchange.peer.resumed"
KEY_MADE = "exchange.peer.key_made"
KEY_DROPPED = "exchange.peer.key_dropped"
OPENED = "exchange.thread.opened"
ENDED = "exchange.thread.ended"
TURNED = "exchange.thread.turned"
POSTED = "exchange.parcel.posted"
DELIVERED = "exchange.parcel.delivered"
DECLINED = "exchange.parcel.declined"
FAILED = "exchange.parcel.failed"
AGAIN = "exchange.parcel.again"
SETTLED = "exchange.parcel.settled"
TAKEN = "exchange.parcel.taken"
TURNED_DOWN = "exchange.parcel.turned_down"
PIECES_SWEPT = "exchange.thread.pieces_swept"

EVENTS: dict[str, str] = {
    PEER_ADDED: "增加对接单位",
    PEER_AMENDED: "更改对接单位",
    PEER_PAUSED: "停用对接单位",
    PEER_RESUMED: "启用对接单位",
    KEY_MADE: "生成新的对接密钥",
    KEY_DROPPED: "停用旧的对接密钥",
    OPENED: "开始往来",
    ENDED: "结束往来",
    TURNED: "往来改接另一件",
    POSTED: "寄出",
    DELIVERED: "对方已收",
    DECLINED: "对方不收",
    FAILED: "没有送到",
    AGAIN: "再次寄送",
    SETTLED: "对方不收，已处理",
    TAKEN: "收到",
    TURNED_DOWN: "不收",
    PIECES_SWEPT: "材料没有收全，已清理",
}
FIELDS: dict[str, str] = {
    "peer": "对接单位",
    "kind": "内容",
    "step": "对方步骤",
    "ours": "本方序号",
    "theirs": "对方记录",
    "seal": "对方封存",
    "digest": "摘要",
    "why": "原因",
    "material": "材料",
    "pieces": "已收的段数",
}


def peer_subject(code: str) -> str:
    """The journal's name for a peer."""
    return f"peer/{code}"


def thread_subject(code: str) -> str:
    """The journal's name for what goes to and fro about one thing with one peer."""
    return f"exchange/{code}"
