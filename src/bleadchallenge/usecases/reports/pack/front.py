"""The front page: what the group must know in two minutes, and what it is asked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bleadchallenge.domain.choices import Rating, Stage
from bleadchallenge.domain.open_items.items import OpenItemKind
from bleadchallenge.domain.reports.asks import Ask, AskKind
from bleadchallenge.domain.reports.concern import Concern, gravity, reason_of
from bleadchallenge.domain.support.days import days_in_words, in_days, in_fractions
from bleadchallenge.packs.isg.value import (
    Changes,
    ConcernRow,
    FrontPage,
    SchoolPage,
    Sentence,
    Tile,
)
from bleadchallenge.packs.value import Cell
from bleadchallenge.store.tables import Review
from bleadchallenge.usecases.reports.pack import asks
from bleadchallenge.usecases.reports.pack.alliances import AllianceCase
from bleadchallenge.usecases.reports.pack.material import PackData, active
from bleadchallenge.usecases.reports.pack.signs import concern, signs_of, since

_NEWS = 4
"""Moves told on the front page, of each direction."""
_NAMED = 4
"""Schools named in one line."""
_ROUTINE = (AskKind.AGREE, AskKind.DISCUSS)


def front_of(
    material: PackData,
    alliances: Sequence[AllianceCase],
    changes: Changes,
    pages: Sequence[SchoolPage],
) -> FrontPage:
    """The front page of a meeting."""
    every = asks.asks_of(material, alliances)
    most = material.policy.pack.asks
    return FrontPage(
        verdict=_verdict(material, every, alliances),
        asks=tuple(every[:most]),
        more_asks=max(0, len(every) - most),
        due_today=_due_today(material),
        tiles=tuple(_tiles(material)),
        news=(*_news(changes), *changes.counted),
        concerns=tuple(_concerns(material, pages)),
    )


def _verdict(
    material: PackData, every: Sequence[Ask], alliances: Sequence[AllianceCase]
) -> Sentence:
    """Two sentences: which decision cannot wait, and who does not deliver."""
    grave = [ask.name for ask in every if ask.kind is AskKind.DECIDE]
    if grave:
        many = "One school needs" if len(grave) == 1 else f"{len(grave)} schools need"
        first = f"{many} a decision that the group cannot leave: {_joined_names(grave)}."
    else:
        first = "No school needs a decision today that cannot wait."
    failing = [material.short(case.code) for case in alliances if case.not_delivering]
    if failing:
        second = f"{_joined_names(failing)} {'is' if len(failing) == 1 else 'are'} not delivering"
    else:
        second = "No alliance is flagged"
    routine = sum(ask.kind in _ROUTINE for ask in every)
    rest = "; the other decisions can be taken together" if routine else ""
    return Sentence(f"{first} {second}{rest}.", ("status/programme",))


def _in_short(names: Sequence[str]) -> str:
    """Two or three names, and how many more there are."""
    if len(names) <= _NAMED:
        return _joined_names(names)
    return f"{', '.join(names[: _NAMED - 1])} and {len(names) - _NAMED + 1} more schools"


def _joined_names(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _due_today(material: PackData) -> Sentence:
    """Advice whose answer is due on the day itself."""
    rows = {row.number: row for row in material.advice}
    said = []
    for item in asks.due_on(material, material.as_of):
        number = int(item.ref.rpartition("/")[2])
        said.append(f"advice {number} ({material.short_of(rows[number])})")
    return Sentence(f"Due today, not yet late: {'; '.join(said)}." if said else "")


def _tiles(material: PackData) -> Iterator[Tile]:
    yield _days(material)
    found = [s for s in active(material) if concern(material, s) is Concern.OF_CONCERN]
    names = ", ".join(material.short(school.urn) for school in found)
    yield Tile(
        Sentence(_many(len(found), "school"), ("status/programme",)),
        Sentence(f"of concern: {names}" if found else "of concern"),
    )
    yield _reviews(material)
    late = [i for i in material.open_of(OpenItemKind.MILESTONE) if i.is_overdue(material.as_of)]
    where = Counter(material.short(item.subject.school) for item in late)
    most = ", ".join(name for name, _ in where.most_common(4))
    yield Tile(
        Sentence(_many(len(late), "milestone"), ("milestone/programme/overdue",)),
        Sentence(f"overdue, most at {most}" if late else "overdue"),
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _days(material: PackData) -> Tile:
    used = sum(school.account.used for school in material.schools)
    promised = sum(school.account.released for school in material.schools)
    due = sum(school.pace for school in material.schools)
    short = sum(school.behind for school in material.schools)
    refs = tuple(f"days/programme/{w}" for w in ("used", "released", "expected", "behind"))
    return Tile(
        Sentence(f"{in_fractions(used)} of {in_fractions(promised)}", refs),
        Sentence(
            f"days used; {in_fractions(due)} due by now. Schools that are behind lack "
            f"{days_in_words(short)}.",
            refs,
        ),
    )


def _reviews(material: PackData) -> Tile:
    """How many reviews of the stage that runs are in, and how they rated progress."""
    held = [r for r in material.reader.all(Review) if r.held_on <= material.as_of]
    stages = [stage for stage in Stage if any(r.stage == stage for r in held)]
    stage = stages[-1] if stages else Stage.BASELINE
    urns = {school.urn for school in material.schools}
    own = [r for r in held if r.stage == stage and r.urn in urns]
    name = "mid-term" if stage is Stage.MIDTERM else stage.value
    rated = Counter(review.progress for review in own if review.progress)
    said = ", ".join(f"{rated[r.value]} {r}" for r in reversed(Rating) if rated[r.value])
    return Tile(
        Sentence(f"{len(own)} of {len(urns)}", (f"review/programme/{stage}",)),
        Sentence(
            f"{name} reviews in" + (f"; progress {said}" if said else ""),
            (f"review/programme/{stage}",),
        ),
    )


def _news(changes: Changes) -> Iterator[Sentence]:
    """Worse first; the same move at several schools is one line."""
    for kind in ("worse", "better"):
        together: dict[str, list[str]] = {}
        refs: list[str] = []
        for row in changes.moves:
            if row.what == kind:
                together.setdefault(row.words.text.partition(":")[0], []).append(row.name)
                refs += row.words.refs
        said = [f"{what} at {_in_short(names)}" for what, names in together.items()]
        if said:
            more = f"; {len(said) - _NEWS} more on the page of changes" if said[_NEWS:] else ""
            yield Sentence(f"{kind.capitalize()}: {'; '.join(said[:_NEWS])}{more}.", tuple(refs))
    if changes.then and not changes.moves:
        yield Sentence("No status moved because a reading did.")


def _concerns(material: PackData, pages: Sequence[SchoolPage]) -> Iterator[ConcernRow]:
    """The schools of concern, the gravest first, each with the first of its questions."""
    asked = {page.urn: page.questions for page in pages}
    found = [s for s in active(material) if concern(material, s) is Concern.OF_CONCERN]
    ordered = sorted(found, key=lambda s: (gravity(signs_of(material, s)), s.name))
    for school in ordered[: material.policy.pack.schools_of_concern]:
        urn = school.urn
        yield ConcernRow(
            urn,
            material.short(urn),
            Concern.OF_CONCERN,
            since(material, school),
            Sentence(reason_of(signs_of(material, school)), (f"status/{urn}",)),
            Cell(in_days(school.remaining), f"days/{urn}/remaining"),
            asked[urn][0] if asked.get(urn) else Sentence(""),
        )
