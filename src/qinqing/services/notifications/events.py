"""What the ways out put on the record: who set them up, never their secrets."""

CHANNEL_ADDED = "notifications.channel.added"
CHANNEL_AMENDED = "notifications.channel.amended"
CHANNEL_PAUSED = "notifications.channel.paused"
CHANNEL_RESUMED = "notifications.channel.resumed"
DISPATCH_AGAIN = "notifications.delivery.again"
CHOICES_SET = "notifications.choices.set"
WORDING_PROPOSED = "notifications.wording.proposed"
WORDING_CHOSEN = "notifications.wording.chosen"
WORDING_DECLINED = "notifications.wording.declined"

EVENTS = {
    CHANNEL_ADDED: "增加发送通道",
    CHANNEL_AMENDED: "更改发送通道",
    CHANNEL_PAUSED: "停用发送通道",
    CHANNEL_RESUMED: "启用发送通道",
    DISPATCH_AGAIN: "重新发送消息",
    CHOICES_SET: "更改我的通知",
    WORDING_PROPOSED: "提出消息文字，待另一人确认",
    WORDING_CHOSEN: "启用消息文字",
    WORDING_DECLINED: "不启用消息文字",
}


def channel_subject(code: str) -> str:
    """The journal subject of a way out."""
    return f"channel/{code}"


def wording_subject(medium: str, kind: str) -> str:
    """The journal subject of what one medium says of one kind of message."""
    return f"wording/{medium}-{kind}"
