"""Accuracy of assessment: teachers' judgements beside the tests, or beside moderation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.published_figures import TEACHER_ASSESSED_YEARS
from bleadchallenge.domain.results.small_numbers import is_suppressed, pupils_difference
from bleadchallenge.domain.results.uncertainty import Interval, wilson
from bleadchallenge.domain.years import label

WRITING_NOTE: Final = "writing is always teacher-assessed: it is held against moderation"


class AccuracyDirection(StrEnum):
    """Which way teachers' judgements lean."""

    HIGHER = "higher"
    IN_LINE = "in line"
    LOWER = "lower"


_LEANING_WORDS: Final = {
    AccuracyDirection.HIGHER: "teachers are more often higher",
    AccuracyDirection.IN_LINE: "teachers are as often higher as lower",
    AccuracyDirection.LOWER: "teachers are more often lower",
}


@dataclass(frozen=True, slots=True)
class AgainstTest:
    """A school's teacher-assessed percentage beside the tests' percentage.

    ``points`` and ``pupils`` are teachers minus tests, in percentage points and
    in pupils cut towards zero; ``n`` the pupils they are of. ``None`` where not
    known, or, with ``hidden``, where the pupils are too few to show.
    """

    points: float | None
    pupils: int | None
    n: int | None
    leaning: AccuracyDirection | None
    words: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PairedResult:
    """Judgements compared pupil by pupil, as counts of pupils.

    ``over`` counts those the teachers put higher than the test or the
    moderator did, ``under`` those they put lower.
    """

    agree: int
    over: int
    under: int

    @property
    def n(self) -> int:
        """How many pupils were compared."""
        return self.agree + self.over + self.under


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far judgements agree: a percentage of the pupils compared, with its interval."""

    percentage: float | None
    interval: Interval | None
    n: int
    leaning: AccuracyDirection | None
    words: str
    hidden: bool = False


def against_test(
    subject: Subject, year: str, teacher: float | None, test: float | None, pupils: int | None
) -> AgainstTest:
    """Hold teacher assessment against the test, from a school's two percentages.

    Both are of pupils at the expected standard. Reading and maths were
    teacher-assessed until 2017/18; writing has no test.
    """
    why = _no_comparison(subject, year)
    if why is not None or teacher is None or test is None:
        return AgainstTest(None, None, pupils, None, why or "not known")
    if is_suppressed(pupils):
        return AgainstTest(None, None, pupils, None, "too few pupils to show", hidden=True)
    points = round(teacher - test, 6)
    difference = pupils_difference(points, pupils)
    leaning = _leaning(points if difference is None else difference)
    return AgainstTest(points, difference, pupils, leaning, _against_words(points, difference))


def agreement(paired: PairedResult, judge: str = "the tests") -> Agreement:
    """How far teachers agree with ``judge``, from judgements compared pupil by pupil.

    The interval is Wilson's, in percent. Five pupils or fewer are hidden.
    """
    if paired.n == 0:
        return Agreement(None, None, 0, None, "no judgements were compared")
    if is_suppressed(paired.n):
        return Agreement(None, None, paired.n, None, "too few pupils to show", hidden=True)
    share = 100 * paired.agree / paired.n
    leaning = _leaning(paired.over - paired.under)
    words = f"teachers and {judge} agree on {share:.0f} % of {paired.n} pupils"
    if paired.over or paired.under:
        words += f"; where they differ, {_LEANING_WORDS[leaning]}"
    return Agreement(share, wilson(paired.agree, paired.n), paired.n, leaning, words)


def _no_comparison(subject: Subject, year: str) -> str | None:
    if subject is Subject.WRITING:
        return WRITING_NOTE
    if year not in TEACHER_ASSESSED_YEARS:
        last = label(TEACHER_ASSESSED_YEARS[-1])
        return f"{subject} was not teacher-assessed in {label(year)}, only until {last}"
    return None


def _leaning(difference: float) -> AccuracyDirection:
    if difference == 0:
        return AccuracyDirection.IN_LINE
    return AccuracyDirection.HIGHER if difference > 0 else AccuracyDirection.LOWER


def _against_words(points: float, pupils: int | None) -> str:
    if pupils is None:
        return f"teachers assessed {points:+g} points beside the tests"
    if pupils == 0:
        return "teachers assessed in line with the tests"
    count = abs(pupils)
    noun = "pupil" if count == 1 else "pupils"
    side = "more" if pupils > 0 else "fewer"
    return f"teachers assessed {count} {noun} {side} than the tests showed"
