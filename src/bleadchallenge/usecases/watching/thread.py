"""The golden thread checked: every link that leads nowhere, with its remedy."""

from bleadchallenge.domain.thread import broken
from bleadchallenge.store.cohorts import selected
from bleadchallenge.store.threads import thread_of
from bleadchallenge.usecases.asked import Asked, Column, Listing
from bleadchallenge.usecases.schools import school_meant

_COLUMNS = (
    Column("school", "school"),
    Column("link", "link"),
    Column("what", "what hangs in the air"),
    Column("fix", "what to do"),
)


def check_thread(asked: Asked, school: str | None = None) -> Listing:
    """Every broken link of the golden thread, school by school."""
    with asked.reading() as reader:
        urn = school_meant(reader, school).urn if school else None
        chosen = selected(reader)
        rows = tuple(
            {"urn": s.urn, "school": s.name, "link": b.link, "what": b.what, "fix": b.fix}
            for s in sorted(chosen, key=lambda s: (s.name, s.urn))
            if urn in (None, s.urn)
            for b in broken(thread_of(reader, s.urn, asked.as_of))
        )
        notes = (f"{len(rows)} broken links" if rows else "the thread is whole",)
        return Listing("check-thread", asked.as_of, reader.change, _COLUMNS, rows, notes)
