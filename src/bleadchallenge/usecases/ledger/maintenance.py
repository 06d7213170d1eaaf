"""Keeping the store safe and people's data short: backup, restore, export, purge, policy."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bleadchallenge.domain.errors import ProgrammeError
from bleadchallenge.intake.policy_file import check_policy
from bleadchallenge.store.engine import backup as backups
from bleadchallenge.store.engine import export as exports
from bleadchallenge.store.engine import purge as purges
from bleadchallenge.store.engine import subject_access
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.kpis import hidden_readings
from bleadchallenge.store.place import Place
from bleadchallenge.store.schools.cohorts import policy_of_cohort
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.policies import keep_policy, policy_text
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class KeptRecordRow:
    """A record about a person."""

    table: str = column(rank=1, place=1)
    title: str = column("record of")
    says: str = column("what it says")
    since: str = column("kept since")
    until: str


def backup(asked: Request, target: Path, *, overwrite: bool) -> Receipt:
    """Copy the store as it stands at one moment, and look at the copy."""
    made = backups.backup(asked.store, target, overwrite=overwrite)
    said = f"{made.path}: change {made.change}, digest {made.digest}, ledger {made.mark}"
    return Receipt(None, (said,), only_read=True)


def restore(asked: Request, source: Path) -> Receipt:
    """Put the store back from a backup; the one it replaces is kept aside."""
    restored = backups.restore(source, asked.store, asked.as_of)
    aside = f"; what was there is now {restored.aside}" if restored.aside else ""
    back = restored.store
    said = f"{asked.store} is back at change {back.change}, digest {back.digest}{aside}"
    return Receipt(None, (said,), ("bleadchallenge check",), only_read=True)


def write_roles(asked: Request) -> Receipt:
    """Make the roles of a store on a server, or write their grants anew."""
    said = tuple(f"the role {name} has its rights" for name in Store(asked.store).write_roles())
    return Receipt(None, said, only_read=True)


def export(asked: Request, folder: Path) -> Receipt:
    """Write every table, with its history, as CSV, and the ledger as JSON."""
    with asked.reading() as reader:
        files = exports.export(reader, folder, hidden_readings(reader))
    return Receipt(None, (f"{len(files)} files in {folder}",), only_read=True)


def about(asked: Request, names: list[str]) -> Listing[KeptRecordRow]:
    """Every record about a person, in words that can be sent to that person."""
    with asked.reading() as reader:
        found = subject_access.about(reader, *names)
        rows = tuple(KeptRecordRow(**asdict(record)) for record in found)
        notes = () if found else _nothing_kept(subject_access.purges(reader))
        return Listing("export-about", asked.as_of, reader.change, KeptRecordRow, rows, notes)


def _nothing_kept(days: Sequence[str]) -> tuple[str, ...]:
    """Why nothing is found, and what is kept all the same."""
    if not days:
        return ("nothing on record speaks of this person",)
    gone = (
        f"nothing on record speaks of this person any more; data was removed on {', '.join(days)}"
    )
    kept = (
        "what is kept of such records is their place, codes and days: days given, visits kept and "
        "decisions taken are the programme's own record, and name nobody"
    )
    return gone, kept


def purge(asked: Request, before: date | None, *, live: bool) -> Receipt:
    """Remove people's data that went out of use before a day; the policy's, if none is given."""
    with asked.writing() as writer:
        years = policy_of(writer).data.retention_years
        day = before or asked.as_of.replace(year=asked.as_of.year - years, day=1)
        said = purges.purge(writer, day, live=live)
    if not asked.dry_run:
        _forget(asked.store)
    kept = ("backups and packs that were issued keep what they hold: remove them by hand",)
    return Receipt(
        writer.seq_written, tuple(said), dry_run=asked.dry_run, notes=kept, is_final=True
    )


def _forget(store: Place) -> None:
    """Write the file anew; the purge stands, whether that can be done or not."""
    try:
        purges.forget(store)
    except ProgrammeError as error:
        error.why = f"the data is removed, but {error.why}: the store was not written anew"
        error.fix = "make room on the disk and run bleadchallenge purge again"
        raise


def show_policy(asked: Request) -> str:
    """The policy in force, word for word."""
    with asked.reading() as reader:
        found = policy_of_cohort(reader)
    return found.text if found else ""


def set_policy(asked: Request, path: Path) -> Receipt:
    """Put another policy in force; packs of the past keep the one of their day."""
    text = policy_text(path)
    policy = check_policy(text, str(path))
    with asked.writing() as writer:
        keep_policy(writer, asked.cohort, text)
    said = f"the policy {policy.name} is in force"
    return Receipt(writer.seq_written, (said,), dry_run=asked.dry_run)
