"""A page a school: a headline, its story, its indicators, days, results, advice and questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.open_items.items import OpenItemKind
from bleadchallenge.domain.reports.asks import Quote
from bleadchallenge.domain.reports.concern import reason_of
from bleadchallenge.domain.scrutiny.questions import IndicatorSeen, SchoolSnapshot, questions
from bleadchallenge.domain.support.days import QUARTERS, Account, days_in_words, in_days
from bleadchallenge.packs.isg.value import KpiRow, MilestoneRow, SchoolPage, Sentence
from bleadchallenge.packs.value import Cell, Chart, ChartKind, Column, ColumnType, Table
from bleadchallenge.store.intelligence import shareable_intelligence
from bleadchallenge.store.plans.action_plans import open_milestones
from bleadchallenge.store.scrutiny.comments import comments_of
from bleadchallenge.usecases.kpis.wording import kpi_words
from bleadchallenge.usecases.reports.pack import escalation
from bleadchallenge.usecases.reports.pack.changes import ChangeNote
from bleadchallenge.usecases.reports.pack.grid import review_in_short
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.reports.pack.names import Names, in_spoken_words
from bleadchallenge.usecases.reports.pack.signs import concern, signs_of

_DAYS = (
    Column("of the school"),
    *(
        Column(title, ColumnType.NUMBER, decimals=2)
        for title in ("promised", "due by now", "used", "left")
    ),
)
_KINDS = ("released", "expected", "used", "remaining")


def pages_of(material: PackData, said: Sequence[ChangeNote]) -> tuple[SchoolPage, ...]:
    """A page for each school, in alphabetical order."""
    changed = {note.code for note in said}
    return tuple(
        replace(
            page(material, school),
            new=bool(softly) or material.last is None or school.urn in changed,
            known_softly=softly,
        )
        for school in material.schools
        for softly in (tuple(known_softly(material, school.urn)),)
    )


def page(material: PackData, school: SchoolData) -> SchoolPage:
    """A school's page, as its own copy may hold it."""
    own = escalation.open_advice(material)
    return SchoolPage(
        urn=school.urn,
        name=school.name,
        concern=concern(material, school),
        headline=headline(material, school),
        story=tuple(_story(material, school)),
        kpis=tuple(kpis(material, school)),
        days=days_chart(school.urn, school.name, school.account, school.pace)
        if school.account.released
        else None,
        milestones=tuple(_milestones(material, school)),
        results=material.results.chart(school.urn, material.policy.terms[0].starts),
        advice=tuple(
            escalation.advice_row(material, row)
            for row in own
            if school.urn in (row.urn, row.subject)
        ),
        own_word=_own_word(material, school),
        questions=tuple(questions_of(material, school)),
    )


def known_softly(material: PackData, urn: str) -> list[str]:
    """Soft intelligence that may be shared; for the group alone, never in a copy."""
    notes = shareable_intelligence(material.reader, urn, material.as_of)
    return [f"{show_day(note.noted_on)}: {note.text}" for note in notes]


def headline(material: PackData, school: SchoolData) -> Sentence:
    """How the school stands, in one sentence."""
    stands = concern(material, school)
    reason = reason_of(signs_of(material, school))
    verb = "is" if school.behind <= QUARTERS else "are"
    behind = f" {days_in_words(school.behind)} of support {verb} behind." if school.behind else ""
    return Sentence(
        f"{material.short(school.urn)} is {_status_words(stands)}: {reason}.{behind}",
        (f"status/{school.urn}", f"days/{school.urn}/behind"),
    )


def _status_words(stands: str) -> str:
    return {"watch": "on watch", "too early": "not judged yet"}.get(stands, stands)


def _story(material: PackData, school: SchoolData) -> Iterator[Sentence]:
    """Three lines: who supports it, what was judged and comes next, what moved."""
    yield support(material, school)
    review = review_in_short(material, school.urn)
    rated = f"{review[:1].upper()}{review[1:]}." if review else "No review rated it yet."
    yield Sentence(f"{rated} {_next(material, school)}".strip())
    moves = [move for move in material.moves if move.urn == school.urn and move.is_news]
    counts = Counter(move.kind.value for move in moves)
    said = ", ".join(f"{many} {kind}" for kind, many in sorted(counts.items(), reverse=True))
    if material.last is not None and said:
        refs = (f"changed/{material.last.known_at}/{school.urn}",)
        yield Sentence(f"Since the last pack: {said}.", refs)


def support(material: PackData, school: SchoolData) -> Sentence:
    """Who supports the school, since or until when."""
    now = school.assignment
    if now is None:
        return Sentence(f"It is {school.standing.state}: {school.standing.why}.")
    name = material.short(now.alliance)
    if now.to_day and now.to_day < material.as_of:
        said = f"{name} supported it until {show_day(now.to_day)}; nobody does now."
    else:
        said = f"{name} has supported it since {show_day(now.from_day)}."
    return Sentence(said)


def _next(material: PackData, school: SchoolData) -> str:
    kinds = (OpenItemKind.DECISION, OpenItemKind.VISIT, OpenItemKind.REVIEW, OpenItemKind.ALLIANCE)
    own = [i for i in material.open_of(*kinds) if i.subject.school == school.urn and i.due]
    first = min(own, key=lambda item: item.due or material.as_of, default=None)
    soon = material.policy.pack.milestones_ahead_days
    if first is None or first.due is None or (first.due - material.as_of).days > soon:
        return ""
    late = "was due" if first.due < material.as_of else "due"
    return f"Next: {in_spoken_words(first.what)}, {late} {show_day(first.due)}."


def kpis(material: PackData, school: SchoolData) -> Iterator[KpiRow]:
    """The support's indicators above, the school's below; what is not yet due is left out."""
    rows = {row.code: row for row in school.kpi_rows}
    ordered = sorted(school.tracked, key=lambda each: (each.kpi.side == Side.SCHOOL, each.kpi.code))
    for each in ordered:
        row, words = rows[each.kpi.code], kpi_words(each, material.as_of)
        if row.status is Status.NOT_YET_DUE:
            continue
        named = f"kpi/{school.urn}/{each.kpi.code}"
        yield KpiRow(
            side=each.kpi.side,
            name=each.kpi.name,
            status=Cell(row.status.value, f"{named}/status"),
            reading=Cell(words.reading, f"{named}/reading"),
            last=Cell(words.last, f"{named}/last"),
            target=Cell(words.target, f"{named}/aim"),
            readings=words.readings,
        )


def days_chart(named: str, name: str, account: Account, pace: int) -> Chart:
    """One bar of days: promised, due by now, used, left.

    ``named`` is what ``explain`` knows the ledger by: a URN, or ``URN@CODE`` for an
    alliance's own time there.
    """
    quarters = (account.released, pace, account.used, account.released - account.used)
    cells = tuple(
        Cell(in_days(many), f"days/{named}/{what}")
        for many, what in zip(quarters, _KINDS, strict=True)
    )
    anchor = named.replace("@", "-")
    table = Table(f"days-{anchor}", "Days of support", _DAYS, ((Cell(name), *cells),))
    said = ", ".join(
        f"{column.title} {in_days(many):g}"
        for column, many in zip(_DAYS[1:], quarters, strict=True)
    )
    alternative = f"Days of support: {said}."
    return Chart(
        f"chart-days-{anchor}",
        "Days of support",
        ChartKind.METER,
        table,
        alternative,
        beside=False,
    )


def _milestones(material: PackData, school: SchoolData) -> Iterator[MilestoneRow]:
    """Milestones that are late, or due within the weeks that the policy gives; the first first."""
    ahead = material.policy.pack.milestones_ahead_days
    waiting = open_milestones(material.reader, school.urn, material.as_of)
    for each in sorted(waiting, key=lambda each: (each.due_on, each.number)):
        away = (each.due_on - material.as_of).days
        if away <= ahead:
            state = Cell("overdue" if away < 0 else "due soon")
            yield MilestoneRow(Cell(each.number), each.text, each.due_on, state, away < 0)


def _own_word(material: PackData, school: SchoolData) -> Quote | None:
    said = comments_of(material.reader, school.urn, material.as_of)
    if not said:
        return None
    by = Names(material.reader, material.policy, material.names).people(said[-1].by)
    return Quote(by, said[-1].on_day, said[-1].text)


def questions_of(material: PackData, school: SchoolData) -> Iterator[Sentence]:
    """The questions that are this school's own."""
    urn = school.urn
    figures = tuple(
        f"kpi/{urn}/{row.code}/{what}" for row in school.kpi_rows for what in ("reading", "aim")
    )
    refs = (*figures, f"days/{urn}/behind")
    for question in questions(snapshot(material, school)):
        yield Sentence(question, refs)


def snapshot(material: PackData, school: SchoolData) -> SchoolSnapshot:
    """What a questioner sees of a school."""
    wanting = open_milestones(material.reader, school.urn, material.as_of)
    ahead = [milestone for milestone in wanting if milestone.due_on >= material.as_of]
    unsigned = tuple(
        role
        for role in ("head", "chair")
        if any(role in condition.words for condition in school.standing.unmet)
    )
    overdue = [row.number for row in school.advice if row.outstanding and row.days_late]
    first = min(ahead, key=lambda milestone: milestone.due_on, default=None)
    return SchoolSnapshot(
        alliance=material.short(school.assignment.alliance) if school.assignment else None,
        unsigned=unsigned,
        indicators=tuple(_indicators(material, school)),
        overdue_milestones=tuple(m.text for m in wanting if m.due_on < material.as_of),
        overdue_advice=tuple(overdue),
        behind_quarters=school.behind,
        disputed_quarters=school.account.disputed,
        growth_behind=material.results.growth_behind(school.urn),
        name=material.short(school.urn),
        next_milestone=first.text if first else "",
    )


def _indicators(material: PackData, school: SchoolData) -> Iterator[IndicatorSeen]:
    said = {each.kpi.code: kpi_words(each, material.as_of) for each in school.tracked}
    for row in school.kpi_rows:
        words = said[row.code]
        yield IndicatorSeen(
            name=row.name,
            side=row.side,
            status=row.status,
            travel=row.travel,
            value=row.value,
            target=row.target,
            reading="" if row.value == "c" else words.reading or "",
            aim=words.target or "",
            read_on=row.read_on,
        )
