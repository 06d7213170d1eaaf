"""The golden thread checked: every link that leads nowhere, with its remedy."""

from bleadchallenge.domain.plans.golden_thread import broken
from bleadchallenge.store.plans.golden_thread import thread_of
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Request


@row
class BrokenLinkRow:
    """A place where the golden thread of a school hangs in the air."""

    urn: str = column(hidden=True)
    school: str
    link: str
    what: str = column("what hangs in the air")
    fix: str = column("what to do")


def check_thread(asked: Request, school: str | None = None) -> Listing[BrokenLinkRow]:
    """Every broken link of the golden thread, school by school."""
    with asked.reading() as reader:
        urn = find_programme_school(reader, school).urn if school else None
        chosen = selected(reader)
        rows = tuple(
            BrokenLinkRow(urn=s.urn, school=s.name, link=b.link, what=b.what, fix=b.fix)
            for s in sorted(chosen, key=lambda s: (s.name, s.urn))
            if urn in (None, s.urn)
            for b in broken(thread_of(reader, s.urn, asked.as_of))
        )
        notes = (f"{len(rows)} broken links" if rows else "the thread is whole",)
        return Listing("check-thread", asked.as_of, reader.change, BrokenLinkRow, rows, notes)
