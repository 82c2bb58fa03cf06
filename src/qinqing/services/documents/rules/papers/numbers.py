"""Document numbers 文号: the issuer's word, the year in 〔〕, and a count without gaps."""


def number_text(word: str, county: str, year: int, count: int) -> str:
    """``云工信转〔2026〕12号``: ``{short}`` in the word is the county's first character. Raises ValueError without a word."""
    if not word:
        raise ValueError("papers of this kind have no number")
    return f"{word.replace('{short}', county[:1])}〔{year}〕{count}号"
