"""What a username may look like, and which window an attempt falls into."""

import re
import unicodedata
from hashlib import sha256

from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

USERNAME = re.compile(r"[0-9a-z\u4e00-\u9fff][0-9a-z\u4e00-\u9fff._@+-]{1,59}\Z")


def shape_username(text: str) -> str:
    """The one spelling of a username: full-width becomes half-width, capitals small, outer blanks go."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def judge_username(username: str) -> Verdict:
    """Is this (already shaped) username acceptable?"""
    if USERNAME.match(username):
        return ALLOWED
    return deny("用户名须为 2 至 60 个字，只用汉字、字母、数字和 . _ @ + -，请换一个")


def attempt_key(key: str) -> str:
    """What the limiter stores for a key: a digest, since keys name people and addresses."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
