"""What changed since the last pack, in sentences; corrections are named as such."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.packs.value import Block, Cell, Column, Section, Table, Text
from bleadchallenge.store.engine.differences import Difference, differences
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.kpis.status import KpiStatusRow
from bleadchallenge.usecases.reports.pack.change_moves import corrected, moved, moves_on
from bleadchallenge.usecases.reports.pack.change_words import UNSAID, sentence
from bleadchallenge.usecases.reports.pack.names import PROGRAMME, Names

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

_RANK = {table: rank for rank, table in enumerate(t for kinds in GROUPS.values() for t in kinds)}
_CORRECTIONS = "Corrections to what was already reported"
_AFTER = "Advice and escalation"
"""The group that corrections follow: first what happened, then what was put right."""


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
    """Every difference since a change, in words; soft intelligence stays out."""
    return [_said(each, names) for each in differences(reader, then, skip=UNSAID)]


def sentences(said: Iterable[ChangeNote]) -> tuple[str, ...]:
    """Differences as sentences: the weightier first, what belongs together in one."""
    together: dict[tuple[int, str], list[str]] = defaultdict(list)
    for each in said:
        rank = _RANK.get(each.table, -1)
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


def moved_statuses(
    before: Iterable[KpiStatusRow], now: Iterable[KpiStatusRow]
) -> list[tuple[str, str]]:
    """The indicators whose status moved between two packs: the school's URN, and how."""
    stood = {(row.urn, row.code): row.status for row in before}
    return [
        (
            row.urn,
            f"{row.name} ({row.code}): {stood[row.urn, row.code]} → {row.status}",
        )
        for row in now
        if stood.get((row.urn, row.code), row.status) != row.status
    ]


def section(
    said: Sequence[ChangeNote], moved: Iterable[tuple[str, str]], names: Names, *, then: int | None
) -> Section:
    """The section of a pack that says what changed since the last one.

    ``then`` is the change that the last one was made from, ``None`` for the first.
    """
    if then is None:
        text = "This is the first pack; there is none to compare it with."
        return Section("changes", "What changed since the last pack", (Text(text),))
    blocks: list[Block] = []
    statuses = [
        ChangeNote("status", urn, names.subject(urn), words, correction=False)
        for urn, words in moved
    ]
    if statuses:
        blocks.append(_table("changes-status", "Indicators whose status moved", statuses, then))
    for title, tables in GROUPS.items():
        fresh = [each for each in said if each.table in tables and not each.correction]
        if fresh:
            blocks.append(_table(f"changes-{title.split()[0].lower()}", title, fresh, then))
        corrections = [each for each in said if each.correction]
        if title == _AFTER and corrections:
            blocks.append(_table("corrections", _CORRECTIONS, corrections, then))
    if not blocks:
        blocks.append(Text("Nothing was recorded since the last pack."))
    return Section("changes", "What changed since the last pack", tuple(blocks))


def _table(name: str, title: str, said: Iterable[ChangeNote], then: int) -> Table:
    """One row for each school or alliance, with all that happened there."""
    by_subject: dict[tuple[str, str], list[ChangeNote]] = defaultdict(list)
    for each in said:
        by_subject[each.subject, each.code].append(each)
    return Table(
        name,
        title,
        (Column("school or alliance"), Column("what", wide=True)),
        tuple(
            (
                Cell(subject),
                Cell("; ".join(sentences(own)), ref(RefKind.CHANGED, str(then), code or PROGRAMME)),
            )
            for (subject, code), own in sorted(by_subject.items())
        ),
    )


def _said(difference: Difference, names: Names) -> ChangeNote:
    code = _subject(difference, names)
    lead, words, correction = _words(difference, names)
    return ChangeNote(
        difference.table, code, names.subject(code), words, correction=correction, lead=lead
    )


_SUBJECT_OF = {"alliance": ("code",), "person": ()}


def _subject(difference: Difference, names: Names) -> str:
    """The code of the school or alliance that a record speaks of, empty for the programme."""
    if difference.table in ("advice_response", "advice_verdict"):
        return names.advised(difference.says("advice"))
    columns = _SUBJECT_OF.get(difference.table, ("urn", "subject", "from_school", "alliance"))
    return next((str(code) for name in columns if (code := difference.says(name))), "")


def _words(difference: Difference, names: Names) -> tuple[str, str, bool]:
    """What is shared, what is its own, and whether what was reported is no longer true."""
    table, old, new = difference.table, difference.old, difference.new
    if old is None:
        return *sentence(table, new, names), False
    if new is None:
        gone = ": ".join(part for part in sentence(table, old, names) if part)
        return "", f"removed from the record – {gone}", True
    if moves_on(difference):
        return *moved(difference, names), False
    return "", corrected(difference, names), True
