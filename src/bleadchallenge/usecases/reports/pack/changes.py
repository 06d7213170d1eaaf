"""What changed since the last pack, in sentences; corrections are named as such."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.reports.news import Move, MoveKind
from bleadchallenge.packs.isg.value import ChangeRow, Changes, ReviewRow, Sentence
from bleadchallenge.store.engine.differences import Difference, differences
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.tables import Kpi, Review
from bleadchallenge.usecases.kpis.wording import kpi_words
from bleadchallenge.usecases.reports.pack import asks
from bleadchallenge.usecases.reports.pack.change_moves import corrected, moved, moves_on
from bleadchallenge.usecases.reports.pack.change_words import UNSAID, sentence
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.reports.pack.names import PROGRAMME, Names, describe_code

GROUPS = {
    "Days of support": ("support_day", "variation"),
    "Plans and milestones": ("milestone", "action", "plan"),
    "Readings and indicators": ("kpi_reading", "kpi_review", "kpi_target", "kpi"),
    "Reviews and decisions": (
        "decision",
        "review",
        "recommendation_check",
        "judgement",
        "recommendation",
        "visit",
        "team_member",
    ),
    "Advice and escalation": (
        "warning_notice",
        "escalation_step",
        "commissioning_review",
        "advice_verdict",
        "advice_response",
        "advice",
        "comment",
    ),
    "Alliances and agreements": ("assignment", "agreement", "deliverer", "alliance"),
    "Schools joining and leaving": (
        "selection",
        "signature",
        "leadership_change",
        "consultation",
        "cohort",
    ),
    "Meetings of the group": ("minute", "meeting_move", "attendance", "withdrawal", "interest"),
    "Leaders growing": (
        "gained_designation",
        "talent_step",
        "deployment",
        "practice_session",
        "session_place",
        "conference_practice",
        "conference_commitment",
    ),
    "People, data and policy": ("person", "source_file", "policy"),
}
"""The kinds of records by what they are about; what weighs most with the group comes first."""

RANK = {table: rank for rank, table in enumerate(t for kinds in GROUPS.values() for t in kinds)}
"""How much a kind of records weighs; the least comes first."""


FIRST_ON_TRACK = "first on track"
"""The first readings that are on track, as a figure's name says it."""


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A difference in words: of what it speaks, what happened, whether it corrects.

    ``code`` is of the school or alliance, empty for the programme; ``lead`` is
    what it shares with others of its kind, which is said once for all.
    """

    table: str
    code: str
    subject: str
    words: str
    correction: bool
    lead: str = ""


def changes_since(reader: Reader, then: int, names: Names) -> list[ChangeNote]:
    """Every difference of the cohort since a change, in words; soft intelligence stays out."""
    found = differences(reader, then, skip=UNSAID)
    return [note_of(each, names) for each in found if of_cohort(reader, [each.fact])]


def sentences(said: Iterable[ChangeNote]) -> tuple[str, ...]:
    """Differences as sentences: the weightier first, what belongs together in one."""
    together: dict[tuple[int, str], list[str]] = defaultdict(list)
    for each in said:
        rank = RANK.get(each.table, -1)
        together[rank, each.lead].append(each.words)
    return tuple(
        text
        for (_, lead), words in sorted(together.items(), key=lambda item: item[0][0])
        for text in _sentences(lead, words)
    )


def _sentences(lead: str, words: Sequence[str]) -> Iterator[str]:
    counted = [
        text if many == 1 else f"{text} ({many} times)" for text, many in Counter(words).items()
    ]
    if lead:
        yield f"{lead}: {', '.join(counted)}"
    else:
        yield from counted


def changes_of(material: PackData, said: Sequence[ChangeNote]) -> Changes:
    """The page of a pack that says what changed since the last one."""
    then = material.last.made_on if material.last else None
    return Changes(
        then=then,
        moves=tuple(_move(material, move) for move in _worse_first(material.moves)),
        counted=tuple(counted(material)),
        reviews=tuple(_reviews(material, then)),
        decisions=tuple(_rows(material, (n for n in said if n.table in _DECIDED and _fresh(n)))),
        moot=tuple(_moot(material)),
        corrections=tuple(_rows(material, (note for note in said if note.correction))),
    )


_DECIDED = ("decision", "assignment", "commissioning_review", "escalation_step", "minute")
"""The kinds of records that decide something about a school or an alliance."""


def _fresh(note: ChangeNote) -> bool:
    return not note.correction


def counted(material: PackData) -> Iterator[Sentence]:
    """What is no news, counted in a line each."""
    if material.last is None:
        return
    kinds = Counter(move.kind for move in material.moves)
    first = [move for move in material.moves if move.kind is MoveKind.FIRST]
    well = sum(move.now.judged.status is Status.ON_TRACK for move in first)
    if first:
        yield Sentence(
            f"First readings came in for {_indicators(len(first))}: {well} on track.",
            (_moved_ref(material, MoveKind.FIRST), _moved_ref(material, FIRST_ON_TRACK)),
        )
    if kinds[MoveKind.PATH]:
        yield Sentence(
            f"The path alone moved {_indicators(kinds[MoveKind.PATH])}, by less than one lesson, "
            "pupil, meeting or day: treat it as no change.",
            (_moved_ref(material, MoveKind.PATH),),
        )
    if kinds[MoveKind.TOO_FEW]:
        yield Sentence(
            f"One lesson or pupil, too few to judge, moved {_indicators(kinds[MoveKind.TOO_FEW])}: "
            "treat it as no change.",
            (_moved_ref(material, MoveKind.TOO_FEW),),
        )
    if kinds[MoveKind.STALE]:
        yield Sentence(
            f"The reading of {_indicators(kinds[MoveKind.STALE])} is out of date or not shown.",
            (_moved_ref(material, MoveKind.STALE),),
        )


def _indicators(count: int) -> str:
    return "one indicator" if count == 1 else f"{count} indicators"


def _moved_ref(material: PackData, kind: str) -> str:
    return ref(RefKind.MOVED, str(material.last.known_at if material.last else 0), kind)


def _worse_first(moves: Iterable[Move]) -> list[Move]:
    news = [move for move in moves if move.is_news]
    return sorted(news, key=lambda move: (move.kind is not MoveKind.WORSE, move.code, move.urn))


def _move(material: PackData, move: Move) -> ChangeRow:
    kpi = material.reader.where(Kpi, urn=move.urn, code=move.code)[0]
    school = material.school(move.urn)
    each = next(t for t in school.tracked if t.kpi.code == move.code) if school else None
    words = kpi_words(each, material.as_of) if each else None
    read = f" ({words.last} to {words.reading})" if words and words.last else ""
    stood, stands = move.before.judged.status, move.now.judged.status
    return ChangeRow(
        move.urn,
        material.short(move.urn),
        move.kind.value,
        Sentence(
            f"{kpi.name}: {stood} to {stands}{read}",
            tuple(ref(RefKind.KPI, move.urn, move.code, what) for what in ("last", "reading")),
        ),
    )


def _reviews(material: PackData, then: date | None) -> Iterator[ReviewRow]:
    """The reviews held since the last pack, and what follows each."""
    waiting = {i.subject.school: i.due for i in material.open_of(OpenItemKind.DECISION)}
    for school in material.schools:
        for review in material.reader.where(Review, urn=school.urn):
            if review.held_on > material.as_of or (then and review.held_on <= then):
                continue
            due = waiting.get(school.urn)
            decide = f"decide by {show_day(due)}" if due and review.stage == "midterm" else ""
            yield ReviewRow(
                school.urn,
                material.short(school.urn),
                describe_code(review.stage),
                review.held_on,
                review.progress,
                review.impact,
                decide,
            )


def _moot(material: PackData) -> Iterator[Sentence]:
    """Answers that nobody is pressed for any more, said in the pack after it became so."""
    for item in material.open_of(OpenItemKind.ADVICE):
        why = asks.moot(material, item)
        if why and not _was_moot(material, item):
            number = item.ref.rpartition("/")[2]
            yield Sentence(f"Advice {number} is no longer pressed for: {why}.")


def _was_moot(material: PackData, item: OpenItem) -> bool:
    """Whether the last pack said so already."""
    if material.last is None:
        return False
    then = replace(
        material,
        reader=material.reader.at_change(material.last.known_at, material.last.made_on),
        as_of=material.last.made_on,
    )
    return bool(asks.moot(then, item))


def _rows(material: PackData, notes: Iterable[ChangeNote]) -> Iterator[ChangeRow]:
    """One row for each school or alliance, with all that happened there."""
    then = str(material.last.known_at if material.last else 0)
    by_subject: dict[tuple[str, str], list[ChangeNote]] = defaultdict(list)
    for each in notes:
        by_subject[each.subject, each.code].append(each)
    for (_, code), own in sorted(by_subject.items()):
        refs = (ref(RefKind.CHANGED, then, code or PROGRAMME),)
        name = material.short(code) if code else PROGRAMME
        yield ChangeRow(code, name, "", Sentence("; ".join(sentences(own)), refs))


def everything(material: PackData, said: Sequence[ChangeNote]) -> Iterator[ChangeRow]:
    """Every change since the last pack, for the workbook: by what it is about, then by whom."""
    for title, tables in GROUPS.items():
        own = [note for note in said if note.table in tables]
        for row in _rows(material, (note for note in own if _fresh(note))):
            yield replace(row, what=title)
        for row in _rows(material, (note for note in own if note.correction)):
            yield replace(row, what=f"{title}: corrected")


def note_of(difference: Difference, names: Names) -> ChangeNote:
    """A difference in words."""
    code = subject_of(difference, names)
    lead, words, correction = _words(difference, names)
    return ChangeNote(
        difference.table, code, names.subject(code), words, correction=correction, lead=lead
    )


_SUBJECT_OF = {"alliance": ("code",), "person": ()}


def subject_of(difference: Difference, names: Names) -> str:
    """The code of the school or alliance that a record is about, empty for the programme."""
    if difference.table in ("advice_response", "advice_verdict"):
        return names.advised(difference.says("advice"))
    columns = _SUBJECT_OF.get(difference.table, ("urn", "subject", "from_school", "alliance"))
    return next((str(code) for name in columns if (code := difference.says(name))), "")


def _words(difference: Difference, names: Names) -> tuple[str, str, bool]:
    """What is shared, what is its own, and whether what was reported is no longer true."""
    table, old, new = difference.table, difference.old, difference.new
    if old is None:
        return *sentence(table, difference.fact, names), False
    if new is None:
        gone = ": ".join(part for part in sentence(table, old, names) if part)
        return "", f"removed from the record – {gone}", True
    if moves_on(difference):
        return *moved(difference, names), False
    return "", corrected(difference, names), True
