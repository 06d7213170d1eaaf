"""What a change did, in the words of the pack."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.facts.base import Fact, key_of
from bleadchallenge.usecases.listing import column, row
from bleadchallenge.usecases.reports.pack.change_words import SENTENCES
from bleadchallenge.usecases.reports.pack.changes import RANK, note_of
from bleadchallenge.usecases.reports.pack.names import PROGRAMME, Names

_MOST_TOLD = 2
"""How many records of a change are told in a sentence; the others are counted."""


@row
class RecordInWords:
    """A record that a change brought in, moved on or took out, in words."""

    change: int = column(hidden=True)
    kind: str
    about: str
    what: str


def records_in_words(
    number: int, records: Iterable[tuple[bool, Fact]], names: Names
) -> Iterator[RecordInWords]:
    """Each record that a change touched; rows of files and the office's own are counted."""
    pairs: dict[tuple[str, tuple[object, ...]], dict[bool, Fact]] = defaultdict(dict)
    unsaid: dict[str, int] = defaultdict(int)
    for is_new, fact in records:
        table = str(fact.__tablename__)
        if table in SENTENCES:
            pairs[table, key_of(fact)][is_new] = fact
        else:
            unsaid[fact.TITLE or table] += 1
    for (table, _), pair in sorted(pairs.items(), key=lambda each: RANK.get(each[0][0], len(RANK))):
        title = next(iter(pair.values())).TITLE or table
        note = note_of(Difference(table, title, pair.get(False), pair.get(True)), names)
        said = f"{note.lead}: {note.words}" if note.lead else note.words
        yield RecordInWords(number, title, note.subject, said)
    for title, count in unsaid.items():
        yield RecordInWords(number, title, "", f"{count} on record, in or out")


def sentence_of(told: list[RecordInWords]) -> str:
    """A change in one sentence: the weightiest records, and how many more of which kinds."""
    first, others = told[:_MOST_TOLD], told[_MOST_TOLD:]
    said = []
    about = ""
    for each in first:
        is_named = each.about not in ("", PROGRAMME, about) and each.about not in each.what
        said.append(f"{each.about}: {each.what}" if is_named else each.what)
        about = each.about
    counts: dict[str, int] = defaultdict(int)
    for each in others:
        counts[each.kind] += 1
    more = ", ".join(f"{kind} ({count})" for kind, count in counts.items())
    return "; ".join(said) + (f"; and {len(others)} more: {more}" if more else "")
