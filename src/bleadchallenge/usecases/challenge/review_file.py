"""A review written down in a TOML file, with the same entries as the command has options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bleadchallenge.domain.calendar import parse_day
from bleadchallenge.domain.challenge.rubric import parse_check, parse_judgement
from bleadchallenge.domain.choices import AdviceRecipient, DecisionKind, Rating, Stage
from bleadchallenge.domain.errors import DataError, InputError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.intake.toml_files import NotTomlError, entries_of, reason, text_of
from bleadchallenge.usecases.challenge.decision import MidtermDecision
from bleadchallenge.usecases.challenge.reviews import RecommendationInput, ReviewInput
from bleadchallenge.usecases.request import Request, policy_of

T = TypeVar("T", bound=StrEnum)
ENTRIES = (
    "school",
    "stage",
    "date",
    "progress",
    "impact",
    "sustainability",
    "findings",
    "recommendations",
    "judgements",
    "checks",
    "waived_by_ofsted",
    "decision",
    "rationale",
    "decided_by",
)


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A review as it was written or typed: whose, what was found, what was decided."""

    school: str
    review: ReviewInput
    decided: MidtermDecision | None


def from_file(asked: Request, path: Path, typed: Mapping[str, object]) -> ReviewFile:
    """Read a review from a file; what was typed beside it comes first.

    Raises ``InputError`` where it cannot be read, ``DataError`` naming the entry
    that is wrong.
    """
    try:
        entries = entries_of(text_of(path))
    except (OSError, NotTomlError) as error:
        raise InputError(
            f"{path.name} cannot be read as a review",
            why=reason(error),
            fix=f"write it in TOML with the entries {', '.join(ENTRIES)}",
        ) from error
    strange = sorted(set(entries) - set(ENTRIES))
    if strange:
        raise DataError(
            f"{path.name} has an entry {strange[0]!r} that a review does not have",
            fix=f"the entries are {', '.join(ENTRIES)}",
        )
    return parse_review(asked, {**entries, **{k: v for k, v in typed.items() if v}})


def parse_review(asked: Request, said: Mapping[str, object]) -> ReviewFile:
    """A review of its entries, typed or read from a file."""
    with asked.reading() as reader:
        policy = policy_of(reader)
    if "stage" not in said or not said.get("school"):
        raise DataError(
            "a review needs its school and its stage",
            fix="such as record-review 900001 --stage baseline, or school and stage in the file",
        )
    return ReviewFile(str(said["school"]), _reviewed(asked, said, policy), _decided(said))


def _reviewed(asked: Request, said: Mapping[str, object], policy: Policy) -> ReviewInput:
    return ReviewInput(
        stage=_word(said, "stage", Stage) or Stage.BASELINE,
        held_on=_day(said, "date") or asked.as_of,
        progress=_word(said, "progress", Rating),
        impact=_word(said, "impact", Rating),
        sustainability=_word(said, "sustainability", Rating),
        findings=str(said.get("findings") or ""),
        recommendations=tuple(map(_recommended, _several(said, "recommendations"))),
        judgements=tuple(
            parse_judgement(text, policy.rubric) for text in _lines(said, "judgements")
        ),
        checks=tuple(map(parse_check, _lines(said, "checks"))),
        waived_by_ofsted=_day(said, "waived_by_ofsted"),
    )


def _decided(said: Mapping[str, object]) -> MidtermDecision | None:
    kind = _word(said, "decision", DecisionKind)
    if kind is None:
        return None
    return MidtermDecision(
        kind, str(said.get("rationale") or ""), str(said.get("decided_by") or "")
    )


def _word(said: Mapping[str, object], name: str, kind: type[T]) -> T | None:
    text = said.get(name)
    if not text:
        return None
    try:
        return kind(str(text))
    except ValueError as error:
        known = ", ".join(kind)
        raise DataError(f"{name} {text!r} is not known", fix=f"one of {known}") from error


def _day(said: Mapping[str, object], name: str) -> date | None:
    day = said.get(name)
    if not day:
        return None
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else parse_day(str(day))


def _lines(said: Mapping[str, object], name: str) -> list[str]:
    """Entries as they are typed: a list of them, or a table of ``"baseline 1" = "met: note"``."""
    entries = said.get(name)
    if isinstance(entries, Mapping):
        return [f"{key}={value}" for key, value in entries.items()]
    return [str(entry) for entry in _several(said, name)]


def _several(said: Mapping[str, object], name: str) -> Sequence[object]:
    """The entries of a list; what is no list stands for a list of one."""
    entries = said.get(name) or ()
    return entries if isinstance(entries, list | tuple) else (entries,)


def _recommended(entry: object) -> RecommendationInput:
    """A recommendation: its text, or a table with text, area and to."""
    if not isinstance(entry, Mapping):
        return RecommendationInput(_text(entry))
    to = _word(entry, "to", AdviceRecipient) or AdviceRecipient.SCHOOL
    return RecommendationInput(_text(entry.get("text")), str(entry.get("area") or ""), to)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DataError("a recommendation needs its text", fix='such as "Sharpen reading"')
    return value.strip()
