"""What a username may look like, which window an attempt falls into, how a token is spelt."""

import re
import unicodedata
from datetime import timedelta
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


GUESSES = 10  # at an account's password, from all devices together that it never used
GUESSED_IN = timedelta(hours=1)


def guess_key(username: str, lifts: int = 0) -> str:
    """Under which key guesses at an account's password are counted, however the name is spelt; each time that the limit was
    lifted counts anew, at every place and on every device."""
    return f"sign-in:{shape_username(username)}{f'#{lifts}' if lifts else ''}"


def lift_key(username: str) -> str:
    """Under which key it is counted how often the limit was lifted."""
    return f"lifted:{shape_username(username)}"


TOKEN = re.compile(r"qq_([0-9a-z]{10})_([0-9A-Za-z_-]{43})\Z")


def spell_token(code: str, secret: str) -> str:
    """A token as its owner keeps it: scanners of leaked secrets know it by its beginning."""
    return f"qq_{code}_{secret}"


def read_token(spelt: str) -> tuple[str, str]:
    """Code and secret of a spelt token; empty ones when it is none."""
    found = TOKEN.match(spelt)
    return (found[1], found[2]) if found else ("", "")


def secret_digest(secret: str) -> str:
    """What is stored of a secret of 256 random bits: guessing is hopeless, so one round of hashing is enough."""
    return sha256(secret.encode()).hexdigest()
