"""The history of changes, undo, and whether the store is whole."""

from dataclasses import replace

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.history import changes, facts_of
from bleadchallenge.store.engine.undo import undo as undo_change
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.request import Column, Listing, Receipt, Request

_CHANGES = (
    Column("change", "change"),
    Column("when", "when (UTC)", rank=1),
    Column("author", "author"),
    Column("short", "command"),
    Column("reason", "reason", rank=1),
    Column("state", "state"),
)
_FACTS = (Column("change", "change"), Column("what", "what"), Column("fact", "record"))
_FAULTS = (Column("what", "what is not as it should be"), Column("fix", "what to do"))


def history(asked: Request, school: str | None = None, change: int | None = None) -> Listing:
    """Every change, or those that touched a school, or what one change did."""
    with asked.reading() as reader:
        if change is not None:
            if not 0 < change <= reader.change:
                raise UsageError(f"there is no change {change}", fix="bleadchallenge history")
            rows = [
                {"change": change, "what": what, "fact": fact}
                for what, fact in facts_of(reader, change)
            ]
            return Listing("history", asked.as_of, reader.change, _FACTS, tuple(rows))
        urn = find_school(reader, school).urn if school else None
        rows = list(changes(reader, urn))
        return Listing("history", asked.as_of, reader.change, _CHANGES, tuple(rows))


def undo(asked: Request, change: int) -> Receipt:
    """Take a change back; the ledger keeps both."""
    with asked.writing(undoes=change) as writer:
        said = undo_change(writer, change)
    return Receipt(writer.seq_written, tuple(said), dry_run=asked.dry_run)


def check(asked: Request) -> Listing:
    """The store's digest, and every fault in it."""
    with asked.reading() as reader:
        faults = health.faults(reader)
        rows = tuple({"what": fault.what, "fix": fault.fix} for fault in faults)
        found = Listing("check", asked.as_of, reader.change, _FAULTS, rows)
        digest = health.digest(reader)
    state = f"{len(rows)} faults" if rows else "whole"
    notes = (f"change {found.change}; {state}; digest {digest}",)
    return replace(found, extra={"digest": digest}, notes=notes)
