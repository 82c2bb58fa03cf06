"""Which letters may be answered by a machine (RFC 3834): only what a person wrote, never ourselves, never a list."""

import re
from collections.abc import Collection, Mapping

NOBODY = re.compile(
    r"(?i)^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|listserv|majordomo|owner-.*|.*-request"
    r"|.*-owner|.*[-+=]bounces?.*)@"
)
OF_LISTS = ("list-id", "list-unsubscribe", "list-post", "feedback-id", "x-autoreply", "x-autorespond", "x-auto-reply")


def is_automatic(heads: Mapping[str, str]) -> bool:
    """Whether a machine or a mailing list sent it: an answer would go nowhere, or round in circles."""
    submitted = heads.get("auto-submitted", "no").split(";")[0].strip().lower()
    precedence = heads.get("precedence", "").strip().lower()
    suppressed = heads.get("x-auto-response-suppress", "").lower()
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(name in heads for name in OF_LISTS)
        or any(word in suppressed for word in ("all", "autoreply", "oof"))
        or heads.get("return-path", "").replace(" ", "") == "<>"
        or heads.get("content-type", "").strip().lower().startswith("multipart/report")
    )


def may_be_answered(sender: str, *, automatic: bool, ours: Collection[str]) -> bool:
    """Whether a notice may go back: there is an address, it is a person's, and it is none of our own."""
    return bool(sender) and not automatic and sender not in ours and not NOBODY.match(sender)
