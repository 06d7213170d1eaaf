"""Names short enough for a crowded page: without the words that every school's name has."""

from collections import Counter
from collections.abc import Mapping

_COMMON = frozenset(
    {
        *("primary", "junior", "infant", "infants", "nursery", "school", "schools", "academy"),
        *("church", "catholic", "community", "ce", "rc", "voluntary", "teaching", "alliance"),
        *("partnership", "trust", "federation", "together"),
    }
)


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Each name up to its first common word; the whole name where two would be the same."""
    cut = {code: _cut(name) for code, name in names.items()}
    many = Counter(cut.values())
    return {code: short if many[short] == 1 else names[code] for code, short in cut.items()}


def _cut(name: str) -> str:
    words = name.split()
    place = next((n for n, word in enumerate(words) if word.casefold() in _COMMON), len(words))
    return " ".join(words[:place] or words)
