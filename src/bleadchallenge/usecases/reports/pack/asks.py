"""What the group is asked: views of the one list of open items, ranked and ended by rule."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bleadchallenge.domain.choices import Rating, Stage
from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind, Owner, Party
from bleadchallenge.domain.reports.asks import Ask, AskKind, Quote, in_order, packs_since
from bleadchallenge.domain.reports.concern import reason_of
from bleadchallenge.domain.scrutiny.advice import AdviceState
from bleadchallenge.domain.support.days import in_fractions
from bleadchallenge.store.escalation.commissioning import last_outcome
from bleadchallenge.store.tables import EscalationStep, Review
from bleadchallenge.usecases.reports.pack.alliances import AllianceCase
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.reports.pack.replies import last_reply
from bleadchallenge.usecases.reports.pack.signs import signs_of

_UNQUOTED = str.maketrans("", "", "“”")
_WELL = (Rating.GOOD.value, Rating.STRONG.value)


def asks_of(material: PackData, alliances: Iterable[AllianceCase]) -> list[Ask]:
    """Every ask of a meeting, in the order it is put."""
    found = [
        *_decisions(material),
        *_alliances_wanted(material),
        *_commissions(material, alliances),
        *_stages(material),
        *_verdicts(material),
        *_answers(material),
    ]
    return in_order(found, material.policy.pack)


def moot(material: PackData, item: OpenItem) -> str:
    """Why nobody is pressed for an answer any more; empty where it is still wanted.

    The group has decided about whom it waits for since, or the alliance has left
    every school that the advice names.
    """
    subject, since = _answers_for(item), item.since
    outcome = last_outcome(material.reader, subject, material.as_of)
    if outcome is not None and outcome.on_day >= since:
        return f"its commission was reviewed on {short_day(outcome.on_day)}"
    for step in material.reader.where(EscalationStep, subject=subject):
        if since <= step.on_day <= material.as_of and step.stage == "formal review":
            return f"a formal review was decided on {short_day(step.on_day)}"
    left = _left(material, item)
    return f"{material.short(subject)} no longer supports {left}" if left else ""


def due_on(material: PackData, day: date) -> list[OpenItem]:
    """Answers to advice that are due on a day and not late yet."""
    return [item for item in material.open_of(OpenItemKind.ADVICE) if item.due == day]


def short_day(day: date) -> str:
    """A day of the programme without its year, such as ``22 Mar``."""
    return f"{day.day} {day:%b}"


def _decisions(material: PackData) -> Iterator[Ask]:
    """A school with impact none alone; the others together, by how they were rated."""
    together: dict[tuple[AskKind, str], list[tuple[SchoolData, Review, OpenItem]]] = {}
    for item in material.open_of(OpenItemKind.DECISION):
        school = material.school(item.subject.school)
        review = _midterm(material, item.subject.school)
        if school is None or review is None:
            continue
        if review.impact == Rating.NONE.value:
            yield _grave(material, school, review, item)
            continue
        well = review.progress in _WELL and review.impact in _WELL
        choice = "continue" if well else "continue or adjust"
        if review.impact not in _WELL:
            choice = "continue, adjust or switch"
        kind = AskKind.AGREE if well else AskKind.DISCUSS
        together.setdefault((kind, choice), []).append((school, review, item))
    for (kind, choice), waiting in together.items():
        yield _group(material, kind, choice, waiting)


def _grave(material: PackData, school: SchoolData, review: Review, item: OpenItem) -> Ask:
    urn, alliance = school.urn, school.assignment.alliance if school.assignment else ""
    given = (
        f"{in_fractions(school.account.used)} days given of {in_fractions(school.pace)} due by now"
    )
    replies = (last_reply(material, urn), last_reply(material, alliance) if alliance else None)
    return Ask(
        AskKind.DECIDE,
        urn,
        material.short(urn),
        "continue, adjust or switch alliance",
        (
            f"Mid-term: progress {review.progress}, impact {review.impact}",
            given,
            reason_of(replace(signs_of(material, school), impact=None)),
        ),
        (f"days/{urn}/used", f"days/{urn}/expected", f"status/{urn}"),
        review.held_on,
        item.due,
        weight=3,
        packs=packs_since(review.held_on, material.meetings),
        replies=tuple(each for each in replies if each),
        goes_to=f"school-{urn}",
    )


def _group(
    material: PackData,
    kind: AskKind,
    choice: str,
    waiting: list[tuple[SchoolData, Review, OpenItem]],
) -> Ask:
    names = ", ".join(material.short(school.urn) for school, _, _ in waiting)
    since = min(review.held_on for _, review, _ in waiting)
    progress = " or ".join(sorted({review.progress for _, review, _ in waiting}))
    impact = " or ".join(sorted({review.impact for _, review, _ in waiting}))
    many = "one school" if len(waiting) == 1 else f"{len(waiting)} schools"
    return Ask(
        kind,
        waiting[0][0].urn if len(waiting) == 1 else "",
        "Mid-term decisions" if len(waiting) > 1 else material.short(waiting[0][0].urn),
        f"{choice} at {many}",
        (f"{names}: progress {progress}, impact {impact}",),
        ("review/programme/undecided",),
        since,
        min((item.due for _, _, item in waiting if item.due), default=None),
        packs=packs_since(since, material.meetings),
        goes_to="changes",
    )


def _alliances_wanted(material: PackData) -> Iterator[Ask]:
    for item in material.open_of(OpenItemKind.ALLIANCE):
        urn = item.subject.school
        yield Ask(
            AskKind.DECIDE,
            urn,
            material.short(urn),
            "which alliance supports it now",
            (item.why,),
            (),
            item.since,
            item.due,
            weight=2,
            packs=packs_since(item.since, material.meetings),
            replies=_quotes(material, urn),
            goes_to=f"school-{urn}",
        )


def _commissions(material: PackData, alliances: Iterable[AllianceCase]) -> Iterator[Ask]:
    """Alliances that are not delivering, or that a school was switched away from."""
    open_now = {i.subject.alliance: i for i in material.open_of(OpenItemKind.COMMISSIONING)}
    for case in alliances:
        item = open_now.get(case.code)
        if item is None or not (case.not_delivering or case.switched):
            continue
        yield Ask(
            AskKind.CONSIDER,
            case.code,
            material.short(case.code),
            "review its commission",
            case.reasons,
            case.refs,
            item.since,
            item.due,
            weight=2,
            packs=packs_since(item.since, material.meetings),
            replies=_quotes(material, case.code),
            goes_to="alliances",
        )


def _stages(material: PackData) -> Iterator[Ask]:
    for item in material.open_of(OpenItemKind.ESCALATION):
        if item.owner.party is not Party.SCRUTINY_GROUP:
            continue
        urn = item.subject.school
        school = material.school(urn)
        stands = [reason_of(signs_of(material, school))] if school else []
        yield Ask(
            AskKind.CONSIDER,
            urn,
            material.short(urn),
            item.what.replace("to go to ", "").translate(_UNQUOTED),
            (item.why, *stands),
            (f"escalation/{urn}", f"status/{urn}"),
            item.since,
            item.due,
            weight=1,
            packs=packs_since(item.since, material.meetings),
            replies=_quotes(material, urn),
            goes_to=f"school-{urn}",
        )


def _verdicts(material: PackData) -> Iterator[Ask]:
    """One ask for all answers that wait for the group's word."""
    waiting = [row for row in material.advice if row.state is AdviceState.ANSWERED]
    if waiting:
        said = "; ".join(f"advice {r.number}, {material.short_of(r)}" for r in waiting)
        yield Ask(
            AskKind.AGREE,
            "answers",
            "Answers to advice",
            f"accept or refuse {len(waiting)}",
            (said,),
            ("advice/programme/answered",),
            min(row.answered_on or row.given_on for row in waiting),
            goes_to="escalation",
        )


def _answers(material: PackData) -> Iterator[Ask]:
    rows = {row.number: row for row in material.advice}
    for item in material.open_of(OpenItemKind.ADVICE):
        row = rows.get(int(item.ref.rpartition("/")[2]))
        if row is None or item.due is None or item.due >= material.as_of or moot(material, item):
            continue
        subject = row.subject or ""
        number, late = row.number, row.waiting or row.days_late
        refused = row.state is AdviceState.NOT_ACCEPTED
        why = "answer refused, nothing new" if refused else "no answer with evidence"
        yield Ask(
            AskKind.PRESS,
            subject or "partnership",
            material.short_of(row),
            f"answer advice {number}",
            (f"Advice {number}, {why} for {late} working days: {row.text}",),
            (f"advice/{number}/late", f"advice/{number}/state"),
            item.since,
            item.due,
            packs=packs_since(item.due, material.meetings),
            asked_from=item.due,
            replies=_quotes(material, subject),
            goes_to="escalation",
        )


def _quotes(material: PackData, subject: str) -> tuple[Quote, ...]:
    said = last_reply(material, subject) if subject else None
    return (said,) if said else ()


def _midterm(material: PackData, urn: str) -> Review | None:
    held = material.reader.where(Review, urn=urn)
    found = [r for r in held if r.stage == Stage.MIDTERM and r.held_on <= material.as_of]
    return found[-1] if found else None


def _answers_for(item: OpenItem) -> str:
    return item.subject.alliance or item.subject.school or _party(item.owner)


def _party(owner: Owner) -> str:
    return owner.name


def _left(material: PackData, item: OpenItem) -> str:
    """The schools an advice to an alliance names, where it has left all of them."""
    code = item.subject.alliance
    if not code:
        return ""
    own = {school.urn for school in material.of_alliance(code)}
    named = [
        school.urn
        for school in material.schools
        if item.subject.school == school.urn or material.short(school.urn) in item.what
    ]
    gone = named and not own.intersection(named)
    return " or ".join(material.short(urn) for urn in named) if gone else ""
