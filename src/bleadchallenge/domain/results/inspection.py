"""What an inspection found: the overall grade, or the key judgements where none is given."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bleadchallenge.domain.results.published_figures import OFSTED_GRADES

JUDGEMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "QUALITY OF EDUCATION": "quality of education",
        "BEHAVIOUR AND ATTITUDES": "behaviour and attitudes",
        "PERSONAL DEVELOPMENT": "personal development",
        "EFFECTIVENESS OF LEADERSHIP AND MANAGEMENT": "leadership and management",
    }
)
"""The four key judgements by the names of their columns (Ofsted, Education inspection
framework, September 2019). Since September 2024 they stand without an overall grade."""

CONCERNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("sm", "special measures"), "special measures"),
        **dict.fromkeys(("swk", "sw", "serious weaknesses"), "serious weaknesses"),
    }
)
"""Categories of concern, by the codes and words of Ofsted's outcomes in small letters."""

_IN_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {**{words: grade for grade, words in OFSTED_GRADES.items()}, "satisfactory": 3}
)


def grade_of(text: str) -> int | None:
    """A grade from 1 to 4, written as a figure or in words; ``None`` for anything else.

    Until 2012 grade 3 was called satisfactory.
    """
    said = text.strip().casefold()
    return int(said) if said in {"1", "2", "3", "4"} else _IN_WORDS.get(said)


def worst(judgements: Mapping[str, int]) -> int | None:
    """The worst grade among key judgements; ``None`` where there is none."""
    return max(judgements.values(), default=None)


def judged(judgements: Mapping[str, int], least: int = 1) -> str:
    """The key judgements of a grade or worse in words, one after another."""
    return ", ".join(
        f"{JUDGEMENTS[column]} {OFSTED_GRADES[grade]} (grade {grade})"
        for column, grade in judgements.items()
        if grade >= least
    )
