"""Password validators for the classified-protection policy (GB/T 22239: length and complexity)."""

from django.core.exceptions import ValidationError


def kinds_of_character(password: str) -> int:
    """How many of the four kinds it mixes: small letters, capitals, digits, everything else."""
    tests = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum() or not one.isascii())
    return sum(any(test(character) for character in password) for test in tests)


class LongEnough:
    """Asks for ``least`` characters. Django's own validator has no Chinese words for its refusal."""

    def __init__(self, least: int = 10) -> None:
        self.least = least

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a password that is too short."""
        if len(password) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """One Chinese sentence for the form."""
        return f"密码至少 {self.least} 个字。"


class MixedCharacters:
    """Asks for ``kinds`` of the four kinds of character; passphrases of ``spared`` characters are let off.

    A long passphrase is harder to guess than a short mix, and easier to keep off a sticky note.
    """

    def __init__(self, kinds: int = 3, spared: int = 20) -> None:
        self.kinds = kinds
        self.spared = spared

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError for a password that mixes too little."""
        if len(password) < self.spared and kinds_of_character(password) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        """One Chinese sentence for the form."""
        return f"密码须含大写字母、小写字母、数字、符号中的至少 {self.kinds} 种，或长达 {self.spared} 个字以上。"
