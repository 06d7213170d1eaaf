"""How many schools stand below the floor or coast, to be held against the published counts."""

from collections.abc import Iterator
from datetime import date

from bleadchallenge.domain.results.applies import APPLIES
from bleadchallenge.domain.results.coasting import coasting
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.floor import below_floor
from bleadchallenge.domain.results.measures import COLUMNS, Measure, Results, Subject
from bleadchallenge.domain.years import label, last_years
from bleadchallenge.store.results.year_results import ResultSet, result_set
from bleadchallenge.usecases.listing import Listing, row
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.analysis import YEARS_SHOWN

_PUBLISHED = (
    "published for England: below the floor 665 in 2016, 511 in 2017, 364 in 2018; coasting 477, "
    "524, 640; both 117 in 2017 and 132 in 2018 (Department for Education; closed schools left out)"
)
_NAMES = (
    "rwm_expected_pct",
    *(f"{each}_progress{end}" for each in Subject for end in ("", "_lower", "_upper")),
    *(
        COLUMNS[each]
        for each in (
            Measure.RWM_LEVEL_4,
            Measure.READING_EXPECTED_PROGRESS,
            Measure.WRITING_EXPECTED_PROGRESS,
            Measure.MATHS_EXPECTED_PROGRESS,
        )
    ),
)


@row
class AnswerCountRow:
    """How many schools have which answer to a criterion."""

    criterion: str
    year: str
    yes: int
    no: int
    cannot_be_known: int
    does_not_apply: int


@row
class SummaryScope:
    """The year and the authority (``null`` for all that is in), and how many schools have a row."""

    year: str
    la: str | None
    schools: int


def summary(asked: Request, la: str | None, year: str | None) -> Listing[AnswerCountRow]:
    """Counts of every answer to floor and coasting, over an authority or all that is in.

    A school is counted once, as the academy that it has become by the day, and not at all
    once it has closed; ``eligibility`` lists the same.
    """
    with asked.reading() as reader:
        wanted = resolve_year(reader, year)
        opened = result_set(reader, last_years(wanted, YEARS_SHOWN), la=la, names=_NAMES)
        urns = _open_schools(opened, wanted, asked.as_of)
        rows = tuple(_counted(opened, urns, wanted))
        return Listing(
            "eligibility-summary",
            asked.as_of,
            reader.change,
            AnswerCountRow,
            rows,
            notes=(
                f"{len(urns)} schools with a row in {label(wanted)}, not closed by {asked.as_of}",
                APPLIES,
                _PUBLISHED,
            ),
            extra=SummaryScope(wanted, la, len(urns)),
        )


def _open_schools(opened: ResultSet, year: str, as_of: date) -> list[str]:
    """The schools with a row in the year's own table, as they are on a day."""
    own = (
        urn for (urn, of), found in opened.schools.items() if of == year and not found.republished
    )
    closed, after = opened.identities.has_closed, opened.successors
    now = {after.get(urn, urn) if closed(urn, as_of) else urn for urn in own}
    return sorted(urn for urn in now if not closed(urn, as_of))


def _counted(opened: ResultSet, urns: list[str], year: str) -> Iterator[AnswerCountRow]:
    floors, coasts = [], []
    for urn in urns:
        results = opened.results(urn)
        own = results.get(year)
        floors.append(below_floor(own if isinstance(own, Results) else Results(), year).answer)
        coasts.append(coasting(results, year).answer)
    both = [one if one is other else Answer.NO for one, other in zip(floors, coasts, strict=True)]
    for criterion, answers in (
        ("below the floor", floors),
        ("coasting", coasts),
        ("both", both),
    ):
        yield AnswerCountRow(
            criterion=criterion,
            year=year,
            yes=answers.count(Answer.YES),
            no=answers.count(Answer.NO),
            cannot_be_known=answers.count(Answer.CANNOT_BE_KNOWN),
            does_not_apply=answers.count(Answer.DOES_NOT_APPLY),
        )
