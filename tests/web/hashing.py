"""A hasher that counts how often it is asked: exact where a clock is only a guess."""

from django.contrib.auth.hashers import MD5PasswordHasher

calls: list[str] = []


class Counting(MD5PasswordHasher):
    """Quick, and keeps count."""

    def encode(self, password: str, salt: str) -> str:
        """One derivation of a key."""
        calls.append(password)
        return super().encode(password, salt)
