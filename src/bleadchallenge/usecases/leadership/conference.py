"""The sustainability conference: practices, attendance, commitments and who carries them."""

from datetime import date

from bleadchallenge.domain.calendar import known_by
from bleadchallenge.domain.choices import CommitmentState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.subjects import subject_name, subject_names
from bleadchallenge.store.tables import ConferenceCommitment, ConferencePractice
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.scrutiny.expectations import selected_urns


@row
class PracticeRow:
    """What a school shows at the conference."""

    urn: str = column(hidden=True)
    name: str = column("school")
    title: str | None = column("practice")
    presenter: str | None = column("presented by")
    attended: int | None = column("came")
    commitments: int
    kept: int
    missing: list[str]


@row
class WithoutPractice:
    """The schools that show no practice yet."""

    missing: list[str]


@row
class CommitmentRow:
    """What a school promised at the conference."""

    number: int = column("no.")
    urn: str = column(hidden=True)
    name: str = column("school")
    text: str = column("commitment")
    carried_by: str
    by_day: date | None = column("by")
    kept_on: date | None = column(hidden=True)
    state: CommitmentState


def practice(asked: Request, school: str, title: str, presenter: str) -> Receipt:
    """Record the practice a school presents; said again it is corrected."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        before = writer.get(ConferencePractice, urn=found.urn)
        if before is not None:
            writer.replace(before, title=title, presenter=presenter or before.presenter)
        else:
            writer.add(ConferencePractice(urn=found.urn, title=title, presenter=presenter))
    said = f"{found} presents: {title}"
    step = f"bleadchallenge conference attend {found.urn} NUMBER"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def attend(asked: Request, school: str, count: int) -> Receipt:
    """Record how many came from a school."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        before = writer.get(ConferencePractice, urn=found.urn)
        if before is None:
            raise DataError(
                f"{found.name} has no practice on record",
                why="every school presents one",
                fix=f"bleadchallenge conference practice {found.urn} --title TEXT",
            )
        writer.replace(before, attended=count)
    said = f"{found}: {count} came"
    step = f"bleadchallenge conference commit {found.urn} --text TEXT --by NAME"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def commit(asked: Request, school: str, text: str, by: str, by_day: date | None) -> Receipt:
    """Record what a school promised to carry on, and who carries it."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        number = writer.next_number(ConferenceCommitment)
        writer.add(
            ConferenceCommitment(
                number=number, urn=found.urn, text=text, carried_by=by, by_day=by_day
            )
        )
    said = f"{found}: commitment {number}: {text}"
    step = f"bleadchallenge conference keep {number} --date DATE"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def keep(asked: Request, number: int, on: date) -> Receipt:
    """Record that a commitment was kept."""
    with asked.writing() as writer:
        found = writer.get(ConferenceCommitment, number=number)
        if found is None:
            raise DataError(
                f"there is no commitment {number}",
                fix="bleadchallenge conference commitments",
            )
        writer.replace(found, kept_on=on)
    said = f"commitment {number} kept on {on}"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run)


def list_conference(asked: Request) -> Listing[PracticeRow]:
    """Each school with its practice, attendance and commitments; the missing are named."""
    with asked.reading() as reader:
        rows = tuple(conference_rows(reader, asked.as_of))
        missing = [row.name for row in rows if row.title is None]
        note = (
            f"no practice yet from {len(missing)}: {', '.join(missing)}"
            if missing
            else "every school presents a practice"
        )
        extra = WithoutPractice([row.urn for row in rows if row.title is None])
        return Listing(
            "conference-list", asked.as_of, reader.change, PracticeRow, rows, (note,), extra
        )


def commitments(asked: Request) -> Listing[CommitmentRow]:
    """Every commitment with who carries it, and whether it was kept."""
    with asked.reading() as reader:
        rows = tuple(commitment_rows(reader, asked.as_of))
        return Listing("conference-commitments", asked.as_of, reader.change, CommitmentRow, rows)


def conference_rows(reader: Reader, as_of: date) -> list[PracticeRow]:
    """One row a school of the programme, by name; ``missing`` says what is still wanted."""
    practices = {each.urn: each for each in reader.all(ConferencePractice)}
    promised = commitment_rows(reader, as_of)
    rows = []
    for urn in selected_urns(reader, as_of):
        own = [row for row in promised if row.urn == urn]
        found = practices.get(urn)
        rows.append(
            PracticeRow(
                urn=urn,
                name=subject_name(reader, urn),
                title=found.title if found else None,
                presenter=found.presenter or None if found else None,
                attended=found.attended if found else None,
                commitments=len(own),
                kept=sum(row.state is CommitmentState.KEPT for row in own),
                missing=_missing(found, promised=bool(own)),
            )
        )
    return sorted(rows, key=lambda row: (row.name, row.urn))


def commitment_rows(reader: Reader, as_of: date) -> list[CommitmentRow]:
    """One row a commitment, in order of number."""
    names = subject_names(reader)
    return [
        CommitmentRow(
            number=each.number,
            urn=each.urn,
            name=names.get(each.urn, each.urn),
            text=each.text,
            carried_by=each.carried_by,
            by_day=each.by_day,
            kept_on=known_by(each.kept_on, as_of),
            state=_state(each, as_of),
        )
        for each in of_cohort(reader, reader.all(ConferenceCommitment))
    ]


def _state(promised: ConferenceCommitment, as_of: date) -> CommitmentState:
    if known_by(promised.kept_on, as_of):
        return CommitmentState.KEPT
    late = promised.by_day is not None and promised.by_day < as_of
    return CommitmentState.OVERDUE if late else CommitmentState.OPEN


def _missing(found: ConferencePractice | None, *, promised: bool) -> list[str]:
    wanted = (
        ("practice", found is None),
        ("attendance", found is not None and found.attended is None),
        ("commitment", not promised),
    )
    return [what for what, lacking in wanted if lacking]
