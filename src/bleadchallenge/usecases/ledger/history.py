"""The history of changes, undo, and whether the store is whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bleadchallenge.domain.errors import InputError, UsageError
from bleadchallenge.domain.moments import day_of, shown_moment
from bleadchallenge.domain.results.small_numbers import without_small_values
from bleadchallenge.intake.small_files import bytes_of
from bleadchallenge.rules.change import broken_in_store
from bleadchallenge.rules.state import DaysOff
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.history import (
    changes,
    facts_of,
    is_of_school,
    records_by_change,
    touching_kinds,
)
from bleadchallenge.store.engine.store import Reader, Store
from bleadchallenge.store.engine.undo import undo as undo_change
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.base import Fact, describe
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.tables import Pack, fact_tables
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from bleadchallenge.usecases.ledger.change_words import records_in_words, sentence_of
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.request import Receipt, Request, policy_of

_PACK_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_PRINTED = re.compile(rf"{ledger.MARK.pattern}|{_PACK_DIGEST.pattern}")
_CUT = ": its end was cut off, or an older backup put back"
_RESTORE = "bleadchallenge restore BACKUP, with a backup that holds it"
_MOST_OF_A_PACK = 50_000_000
_GIVE_ONE = "give what a backup or a pack says of itself, or the file in which it stands"


@row
class ChangeRow:
    """A change, with who made it, when and why."""

    change: int
    at: str = column(hidden=True)
    when: str = column(rank=1)
    author: str
    command: str = column(hidden=True)
    short: str = column("command", rank=3, place=1)
    reason: str = column("why", rank=2)
    state: str = column(rank=2)
    what: str


@row
class FactRow:
    """A record that a change brought in or took out."""

    change: int
    what: str
    fact: str = column("record")


@row
class StoreMarks:
    """The store's digest, and how far its ledger goes."""

    digest: str | None
    ledger: str | None


@row
class FaultRow:
    """A fault of the store."""

    what: str = column("what is not as it should be")
    fix: str = column("what to do")


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which changes are listed: of an author, since a day, of a school, of a kind of record.

    ``limit`` keeps the last so many.
    """

    school: str | None = None
    author: str | None = None
    since: date | None = None
    kind: str | None = None
    limit: int | None = None


def history(asked: Request, wanted: HistoryFilter) -> Listing[ChangeRow]:
    """The changes that are wanted, each with who made it, what it did and why."""
    with asked.reading() as reader:
        zone = zone_of(reader.session)
        urn = find_school(reader, wanted.school).urn if wanted.school else None
        found = list(_wanted(reader, wanted, urn, zone))
        shown = found[-wanted.limit :] if wanted.limit else found if wanted.limit is None else []
        told = _sentences(reader, [change.seq for change, _ in shown], urn)
        rows = tuple(_row(change, told[change.seq], state, zone) for change, state in shown)
        cut = len(shown) < len(found)
        notes = (f"the last {len(shown)} of {len(found)} changes",) if cut else ()
        return Listing("history", asked.as_of, reader.change, ChangeRow, rows, notes)


def history_of_change(asked: Request, change: int) -> Listing[FactRow]:
    """The records that one change brought in and took out."""
    with asked.reading() as reader:
        if not 0 < change <= reader.change:
            raise UsageError(f"there is no change {change}", fix="bleadchallenge history")
        facts = tuple(FactRow(change, what, fact) for what, fact in facts_of(reader, change))
        return Listing("history", asked.as_of, reader.change, FactRow, facts)


def _wanted(
    reader: Reader, wanted: HistoryFilter, urn: str | None, zone: ZoneInfo
) -> Iterator[tuple[Change, str]]:
    of_kind = touching_kinds(reader, _kinds(wanted.kind)) if wanted.kind else None
    author = wanted.author.strip().casefold() if wanted.author else ""
    for change, state in changes(reader, urn):
        if (
            (of_kind is None or change.seq in of_kind)
            and (not author or author == change.author.casefold())
            and (wanted.since is None or day_of(change.at, zone) >= wanted.since)
        ):
            yield change, state


def _kinds(text: str) -> list[type[Fact]]:
    """The kinds of records that a person means by a word such as ``reading``."""
    asked = text.strip().casefold().replace("-", " ").replace("_", " ")
    titles = {kind: (kind.TITLE or table) for table, kind in fact_tables().items()}
    exact = [kind for kind, title in titles.items() if title == asked]
    found = exact or [kind for kind, title in titles.items() if asked and asked in title]
    if not found:
        raise UsageError(
            f"there is no kind of record {text!r}",
            fix=f"one of {', '.join(sorted(set(titles.values())))}",
        )
    return found


def _sentences(reader: Reader, numbers: Sequence[int], urn: str | None) -> dict[int, str]:
    """Each change in a sentence, with a URN only what it did to that school."""
    if not numbers:
        return {}
    names = Names(reader, policy_of(reader), subject_names(reader))
    records = records_by_change(reader, min(numbers), max(numbers))
    found = {}
    for number in numbers:
        own = [
            each for each in records.get(number, ()) if urn is None or is_of_school(each[1], urn)
        ]
        found[number] = sentence_of(list(records_in_words(number, own, names)))
    return found


def _row(change: Change, what: str, state: str, zone: ZoneInfo) -> ChangeRow:
    return ChangeRow(
        change=change.seq,
        at=change.at,
        when=shown_moment(change.at, zone),
        author=change.author,
        what=what,
        command=(said := without_small_values(change.command)),
        short=said.removeprefix("bleadchallenge "),
        reason=change.reason,
        state=state,
    )


def undo(asked: Request, change: int) -> Receipt:
    """Take a change back; the ledger keeps both."""
    with asked.writing(undoes=change) as writer:
        said = undo_change(writer, change)
    return Receipt(writer.seq_written, tuple(said), dry_run=asked.dry_run)


def check(asked: Request, against: str | None = None) -> Listing[FaultRow]:
    """The store's digest, and every fault in it.

    The end of the ledger is held against the marks that backups left beside the
    store, and against one that is given, or that stands in a file.
    """
    store = Store(asked.store)
    with store.read(asked.as_known) as reader:
        faults = [*health.faults(reader)]
        is_readable = health.is_readable(faults)
        if is_readable:
            faults += _cut_off(reader, store.ledger_marks(), against)
        if not faults:
            faults += _violations(reader)
        rows = tuple(FaultRow(what=fault.what, fix=fault.fix) for fault in faults)
        found = Listing("check", asked.as_of, reader.change, FaultRow, rows)
        digest = health.digest(reader) if is_readable else None
        mark = ledger.mark(reader.session) if is_readable and reader.change else None
    state = f"{len(rows)} faults" if rows else "whole"
    notes = (f"change {found.change}; {state}; digest {digest or 'unknown'}; ledger {mark}",)
    return replace(found, extra=StoreMarks(digest, mark), notes=notes)


def _violations(reader: Reader) -> Iterator[health.Fault]:
    """The records that break a rule of the book; asked only of a store that is whole."""
    for found in broken_in_store(reader, DaysOff(bank_holidays, clock_stops)):
        yield health.Fault(
            f"{describe(found.record)} breaks {found.rule.code}, {found.rule.words}: {found.unmet}",
            found.remedy or f"bleadchallenge history --change {found.record.since}",
        )


def _cut_off(reader: Reader, beside: Sequence[str], against: str | None) -> Iterator[health.Fault]:
    """What backups and packs say of the ledger and it no longer bears out."""
    own = ledger.store_code(reader.session)
    said = [(path, text) for path in beside for text in ledger.marks_in(_text(path))]
    if against is not None:
        text = against if _PRINTED.search(against) else _text(Path(against))
        if not _PRINTED.search(text):
            raise _without_mark(against)
        said += [(against, mark) for mark in ledger.marks_in(text)]
        yield from _packs_not_issued(reader, against, _PACK_DIGEST.findall(text))
    for name, mark in dict.fromkeys(said):
        if not mark.startswith(own):
            if name == against:
                yield health.Fault(f"{name} speaks of another store", "give one of this store")
        elif ledger.is_missing(reader.session, mark):
            change = f"change {mark.split('-')[1]}"
            yield health.Fault(f"{change} is not in the ledger as {name} says{_CUT}", _RESTORE)


def _packs_not_issued(reader: Reader, name: str, digests: Iterable[str]) -> Iterator[health.Fault]:
    issued = {pack.digest for pack in reader.all(Pack)}
    for digest in digests:
        if not any(each.startswith(digest) for each in issued):
            yield health.Fault(f"the ledger knows no issue of the pack {name}{_CUT}", _RESTORE)


def _text(path: Path | str) -> str:
    try:
        return bytes_of(Path(path), _MOST_OF_A_PACK).decode("utf-8", "replace")
    except OSError as error:
        raise InputError(
            f"cannot read {path}", why=error.strerror or str(error), fix=_GIVE_ONE
        ) from error


def _without_mark(against: str) -> InputError:
    return InputError(f"{against} says nothing of a ledger", fix=_GIVE_ONE)
