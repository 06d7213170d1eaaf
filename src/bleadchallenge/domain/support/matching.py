"""Matching alliances to a school: ranked with reasons, never chosen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import CommissioningDecision, Rating

_STEM_LEAST = 4
_STEM_SHARE = 0.6
_LITTLE = frozenset(
    {"with", "from", "into", "that", "this", "their", "school", "schools", "pupils", "early"}
)
_WEAK = frozenset({Rating.LIMITED, Rating.NONE})


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What an alliance's support came to so far: switches away, days disputed, ratings."""

    switches: int = 0
    disputed_days: float = 0.0
    impacts: tuple[Rating, ...] = ()
    switched_here: bool = False

    @property
    def faults(self) -> int:
        """How many things on record speak against it."""
        weak = sum(impact in _WEAK for impact in self.impacts)
        return self.switches + weak + (self.disputed_days > 0) + self.switched_here


@dataclass(frozen=True, slots=True)
class ReviewOutcome:
    """What a commissioning review decided that binds: not again, or with conditions."""

    decision: CommissioningDecision
    on: date
    conditions: str
    reason: str

    @property
    def keeps_out(self) -> bool:
        """Whether it is not to be commissioned again, so that choosing it needs a reason why."""
        return self.decision is CommissioningDecision.NOT

    @property
    def despite(self) -> str:
        """How a reason begins that chooses the alliance all the same."""
        return f"despite the commissioning review of {self.on}:"

    @property
    def words(self) -> str:
        """The outcome in a sentence."""
        if self.keeps_out:
            return f"the review of {show_day(self.on)} decided not to commission it again"
        return f"commissioned on {show_day(self.on)} with conditions: {self.conditions}"


@dataclass(frozen=True, slots=True)
class AllianceCandidate:
    """An alliance as it stands for a school, ``supports`` where it does so already.

    ``capacity`` and ``load`` are days, a capacity of 0 is not known; the load is
    without this school; ``miles``
    of ``None`` is not known either. ``matches`` are specialisms with what they
    answer; ``conflicts`` keep it out, ``interests`` are to be weighed.
    """

    code: str
    name: str
    capacity: float
    load: float
    needed: float
    supports: bool = False
    matches: tuple[tuple[str, str], ...] = ()
    miles: float | None = None
    conflicts: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    record: TrackRecord = field(default_factory=TrackRecord)
    outcome: ReviewOutcome | None = None

    @property
    def is_kept_out(self) -> bool:
        """Whether its last commissioning review decided not to commission it again."""
        return self.outcome is not None and self.outcome.keeps_out

    @property
    def spare(self) -> float | None:
        """Days it can still give; ``None`` where its capacity is not known."""
        return self.capacity - self.load if self.capacity else None

    @property
    def has_room(self) -> bool:
        """Whether it can give the days needed; unknown is not taken for room."""
        return self.spare is not None and self.spare >= self.needed


def ranked(cases: Iterable[AllianceCandidate]) -> list[AllianceCandidate]:
    """Alliances, the best fitting first: no conflict, room, specialism, record, distance.

    Ties go to the one with more days to spare, then to the code.
    """
    return sorted(cases, key=_order)


def reasons(case: AllianceCandidate) -> tuple[str, ...]:
    """What speaks for an alliance, and how far away it is, in words."""
    said = ["supports the school now"] if case.supports else []
    said += [f"{specialism} answers {what}" for specialism, what in case.matches]
    if not case.matches:
        said.append("no specialism answers what the baseline recommends")
    if case.spare is None:
        said.append("its capacity is not known")
    else:
        said.append(
            f"{case.spare:g} of {case.capacity:g} days to spare, {case.needed:g} are needed"
        )
    said.append("distance not known" if case.miles is None else f"{case.miles:.1f} miles away")
    return tuple(said)


def warnings(case: AllianceCandidate) -> tuple[str, ...]:
    """What speaks against an alliance, in words; a conflict first."""
    said = [*case.conflicts, *case.interests]
    if case.outcome is not None:
        said.append(case.outcome.words)
    if case.spare is not None and not case.has_room:
        said.append(f"beyond its capacity by {case.needed - case.spare:g} days")
    record = case.record
    if record.switched_here:
        said.append("this school was switched away from it")
    if record.switches:
        said.append(f"{record.switches} schools were switched away from it")
    if record.disputed_days:
        said.append(f"{record.disputed_days:g} days of its support are disputed")
    weak = [impact for impact in record.impacts if impact in _WEAK]
    if weak:
        said.append(f"{len(weak)} of {len(record.impacts)} reviews rate its impact limited or none")
    return tuple(said)


def matches(
    specialisms: Sequence[str], wanted: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Specialisms that answer something wanted, each with the first it answers.

    ``wanted`` are names and texts, such as ``("baseline 1", "Sharpen reading")``.
    A specialism answers a text that has a word of the same stem.
    """
    listed = list(wanted)
    found = []
    for specialism in specialisms:
        answered = [name for name, text in listed if _shares(specialism, text)]
        if answered:
            found.append((specialism, ", ".join(dict.fromkeys(answered))))
    return tuple(found)


def _shares(specialism: str, text: str) -> bool:
    return any(_same_stem(a, b) for a in _words(specialism) for b in _words(text))


def _words(text: str) -> list[str]:
    found = re.findall(r"[a-z]+", text.casefold())
    return [word for word in found if len(word) >= _STEM_LEAST and word not in _LITTLE]


def _same_stem(one: str, other: str) -> bool:
    """Whether two words begin alike for most of the shorter: governance and governors."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _STEM_LEAST and shared / min(len(one), len(other)) >= _STEM_SHARE


def _order(case: AllianceCandidate) -> tuple[object, ...]:
    return (
        bool(case.conflicts),
        case.is_kept_out,
        case.record.switched_here,
        not case.has_room,
        -len(case.matches),
        case.record.faults,
        len(case.interests),
        case.miles if case.miles is not None else float("inf"),
        -(case.spare or 0),
        case.code,
    )
