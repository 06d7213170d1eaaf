"""The indefinite article of a word that is put into a message."""

_VOWELS = "aeiou"


def with_article(word: str) -> str:
    """``a plan``, ``an action``: by the first letter, which serves every name of a record."""
    return f"{'an' if word[:1].casefold() in _VOWELS else 'a'} {word}"
