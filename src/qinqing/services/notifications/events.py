"""What the ways out put on the record: who set them up, never their secrets."""

CHANNEL_ADDED = "notifications.channel.added"
CHANNEL_AMENDED = "notifications.channel.amended"
CHANNEL_PAUSED = "notifications.channel.paused"
CHANNEL_RESUMED = "notifications.channel.resumed"
DISPATCH_AGAIN = "notifications.delivery.again"
CHOICES_SET = "notifications.choices.set"

EVENTS = {
    CHANNEL_ADDED: "增加发送通道",
    CHANNEL_AMENDED: "更改发送通道",
    CHANNEL_PAUSED: "停用发送通道",
    CHANNEL_RESUMED: "启用发送通道",
    DISPATCH_AGAIN: "重新发送消息",
    CHOICES_SET: "更改我的通知",
}


def channel_subject(code: str) -> str:
    """The journal subject of a way out."""
    return f"channel/{code}"
