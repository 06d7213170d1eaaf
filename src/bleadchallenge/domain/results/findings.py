"""An answer with its reasons, where "cannot be known" is an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.results.measures import Measure


class Answer(StrEnum):
    """What can be said to a question about a school."""

    YES = "yes"
    NO = "no"
    CANNOT_BE_KNOWN = "cannot be known"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class EvidenceUsed:
    """One figure an answer rests on, so that its file and cell can be named.

    ``value`` is in the measure's own unit; ``None`` where it is not known.
    """

    year: str
    measure: Measure
    value: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer, why, and what it rests on.

    ``missing`` holds the years (as stored) without which it cannot be known.
    ``on_writing_alone`` is true only where that is certain. ``source`` names
    the published rule, or begins with "assumed".
    """

    answer: Answer
    reasons: tuple[str, ...]
    source: str
    figures: tuple[EvidenceUsed, ...] = ()
    missing: tuple[str, ...] = ()
    on_writing_alone: bool = False

    @property
    def assumed(self) -> bool:
        """Whether the rule has no published source."""
        return self.source.startswith("assumed")


def answer(truth: bool | None) -> Answer:  # noqa: FBT001 - a truth value is what it takes
    """Yes, no, or cannot be known for ``None``."""
    if truth is None:
        return Answer.CANNOT_BE_KNOWN
    return Answer.YES if truth else Answer.NO


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """True when one is true; ``None`` when none is, but one is unknown."""
    known = list(truths)
    if True in known:
        return True
    return None if None in known else False


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """False when one is false; ``None`` when none is, but one is unknown."""
    known = list(truths)
    if False in known:
        return False
    return None if None in known else True
