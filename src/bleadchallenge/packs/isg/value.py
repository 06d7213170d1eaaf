"""The scrutiny group's pack as one value: a part a page, in the order a busy member reads them."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.reports.asks import Ask, Quote
from bleadchallenge.domain.reports.concern import Concern
from bleadchallenge.packs.value import Cell, Chart, Table


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the figures in it as ``explain`` takes them."""

    text: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that is read at a glance, and what it counts."""

    figure: Sentence
    words: Sentence


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """A school of concern with the one question to put."""

    urn: str
    name: str
    concern: Concern
    since: str
    reason: Sentence
    left: Cell
    question: Sentence


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the group must know in two minutes."""

    verdict: Sentence
    asks: tuple[Ask, ...]
    more_asks: int
    due_today: Sentence
    tiles: tuple[Tile, ...]
    news: tuple[Sentence, ...]
    concerns: tuple[ConcernRow, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A school in one line; ``strip`` is how it stood at the last meetings, oldest first."""

    urn: str
    name: str
    alliance: str
    concern: Concern
    reason: Sentence
    direction: Sentence
    left: Cell
    behind: Cell
    review: str
    growth: Cell
    interval: Cell
    open_advice: Cell
    strip: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Every school of the programme; ``growth_years`` are those the growth is of."""

    rows: tuple[GridRow, ...]
    growth_years: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something that changed: of whom, what, and how."""

    code: str
    name: str
    what: str
    words: Sentence


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that was held, and what follows it."""

    urn: str
    name: str
    stage: str
    held_on: date
    progress: str
    impact: str
    then: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the last pack; ``then`` is its day, ``None`` for the first."""

    then: date | None
    moves: tuple[ChangeRow, ...]
    counted: tuple[Sentence, ...]
    reviews: tuple[ReviewRow, ...]
    decisions: tuple[ChangeRow, ...]
    moot: tuple[Sentence, ...]
    corrections: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class AllianceRow:
    """An alliance in one line: its own days and its own time only."""

    code: str
    name: str
    flag: str
    schools: Cell
    due: Cell
    used: Cell
    behind: Cell
    ratings: str
    kpis: str
    advice: Sentence
    reply: Quote | None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """Whoever is on the register: a school, an alliance or the partnership itself."""

    code: str
    name: str
    stage: str
    since: date | None
    comply_by: date | None
    move: str
    evidence: Sentence
    recommended: str


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """Advice that waits for its answer, or for the group's word on it."""

    number: Cell
    code: str
    name: str
    text: str
    due: date
    state: Cell
    late: Cell
    reply: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """Stages, notices and reviews of alliances, and advice that is open."""

    register: tuple[RegisterRow, ...]
    advice: tuple[AdviceRow, ...]


@dataclass(frozen=True, slots=True)
class KpiRow:
    """An indicator on a school's page; ``readings`` are the last ones as they are written."""

    side: str
    name: str
    status: Cell
    reading: Cell
    last: Cell
    target: Cell
    readings: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone that is late, or due soon."""

    number: Cell
    text: str
    due: date
    state: Cell
    late: bool


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """A school's page; ``new`` is whether anything was recorded since the last pack.

    ``known_softly`` is intelligence that may be shared with the group; no copy holds it.
    """

    urn: str
    name: str
    concern: Concern
    headline: Sentence
    story: tuple[Sentence, ...]
    kpis: tuple[KpiRow, ...]
    days: Chart | None
    milestones: tuple[MilestoneRow, ...]
    results: Chart | None
    advice: tuple[AdviceRow, ...]
    own_word: Quote | None
    questions: tuple[Sentence, ...]
    new: bool = True
    known_softly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """How the whole programme stands to an expectation, and what moved."""

    expectation: str
    state: Cell
    evidence: Cell
    moved: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The expectations, what differs this time, what is hidden and why."""

    expectations: tuple[ExpectationRow, ...]
    differs: tuple[str, ...]
    rules: tuple[str, ...]
    trace: str


@dataclass(frozen=True, slots=True)
class IsgPack:
    """The whole pack; ``sheets`` is what stands in the workbook alone."""

    front: FrontPage
    grid: Grid
    changes: Changes
    alliances: tuple[AllianceRow, ...]
    escalation: Escalation
    schools: tuple[SchoolPage, ...]
    notes: Notes
    sheets: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Something that is asked of a school or an alliance, and by when."""

    what: str
    school: str
    by: str
    state: str


@dataclass(frozen=True, slots=True)
class SchoolCopy:
    """What a school is sent: what is asked of it, how to reply, and its own page."""

    asked: tuple[AskedRow, ...]
    how: str
    page: SchoolPage


@dataclass(frozen=True, slots=True)
class AllianceCopy:
    """What an alliance is sent: what is asked of it, its row, its schools, its open advice."""

    asked: tuple[AskedRow, ...]
    how: str
    row: AllianceRow
    schools: tuple[SchoolPage, ...]
    advice: tuple[AdviceRow, ...]


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """An earlier recommendation that a visit is to check, and what was done about it since."""

    number: str
    text: str
    whose: str
    done: Sentence
    found: Cell


@dataclass(frozen=True, slots=True)
class RubricRow:
    """An area of the rubric with its level at each review that was held."""

    area: str
    levels: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a challenge team reads before a visit; days and indicators are of the alliance's time.

    ``reviews`` are those held, which the levels of the rubric are of.
    """

    visit: tuple[Sentence, ...]
    headline: Sentence
    recommendations: tuple[RecommendationRow, ...]
    reviews: tuple[str, ...]
    rubric: tuple[RubricRow, ...]
    urn: str
    kpis: tuple[KpiRow, ...]
    days: Chart
    in_dispute: Sentence
    advice: tuple[AdviceRow, ...]
    own_words: tuple[Quote, ...]
    questions: tuple[Sentence, ...]
