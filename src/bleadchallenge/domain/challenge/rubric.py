"""What a review judges and checks, as it is written: areas by level, promises by outcome."""

import re
from dataclasses import dataclass

from bleadchallenge.domain.choices import Fulfilment, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Rubric

_JUDGEMENT = re.compile(r"\s*([^=:]+?)\s*=\s*([^:=]+?)\s*(?::\s*(.*?)\s*)?", re.DOTALL)
_NUMBERED = re.compile(r"(baseline|midterm|final)[\s-]+([0-9]{1,3})", re.IGNORECASE)
_OUTCOMES = {
    **{met.value: met for met in Fulfilment},
    "partly": Fulfilment.PARTLY,
    "no": Fulfilment.NOT_MET,
}


@dataclass(frozen=True, slots=True)
class RubricJudgement:
    """An area of the rubric at a level from 1, with a note."""

    area: str
    level: int
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class RecommendationRef:
    """A recommendation by the review that gave it and its number there."""

    stage: Stage
    number: int

    def __str__(self) -> str:
        return f"{self.stage} {self.number}"


@dataclass(frozen=True, slots=True)
class RecommendationFollowUp:
    """What a later review found of a recommendation."""

    of: RecommendationRef
    outcome: Fulfilment
    note: str = ""


def parse_judgement(text: str, rubric: Rubric) -> RubricJudgement:
    """A judgement such as ``leadership=2: new head settling in``."""
    found = _JUDGEMENT.fullmatch(text)
    areas = {area.casefold(): area for area in rubric.areas}
    area = areas.get(found[1].casefold()) if found else None
    if found is None or area is None or not found[2].isascii() or not found[2].isdigit():
        raise DataError(
            f"{text!r} is not a judgement",
            why=f"the areas are {', '.join(rubric.areas)}",
            fix='write area, level and note: --judgement "leadership=2: note"',
        )
    level = int(found[2])
    if not 1 <= level <= len(rubric.levels):
        raise DataError(
            f"{area} cannot be at level {level}",
            why="; ".join(f"{n} {words}" for n, words in enumerate(rubric.levels, start=1)),
            fix=f"a level from 1 to {len(rubric.levels)}",
        )
    return RubricJudgement(area, level, found[3] or "")


def parse_numbered(text: str) -> RecommendationRef:
    """A recommendation such as ``baseline 1``."""
    found = _NUMBERED.fullmatch(text.strip())
    if found is None:
        raise DataError(
            f"{text!r} is not a recommendation",
            fix='write the review and the number, such as "baseline 1"',
        )
    return RecommendationRef(Stage(found[1].lower()), int(found[2]))


def parse_check(text: str) -> RecommendationFollowUp:
    """A check such as ``baseline 1=met: seen in every class``."""
    found = _JUDGEMENT.fullmatch(text)
    outcome = _OUTCOMES.get(found[2].casefold().replace("-", " ")) if found else None
    if found is None or outcome is None:
        raise DataError(
            f"{text!r} is not a check of a recommendation",
            why=f"the outcomes are {', '.join(Fulfilment)}",
            fix='write recommendation, outcome and note: --check "baseline 1=met: note"',
        )
    return RecommendationFollowUp(parse_numbered(found[1]), outcome, found[3] or "")
