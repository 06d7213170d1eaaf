"""Whatever was done, undoing it in reverse restores every state there was."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.store import Store, Writer
from bleadchallenge.store.engine.undo import undo
from bleadchallenge.store.tables import Alliance, Person
from stores import alliance, entry, person

Deed = tuple[Callable[[Writer, str, str], None], str, str]
CODES = st.sampled_from(["1", "2", "3"])
WORDS = st.sampled_from(["red", "green", "blue"])


def found_alliance(writer: Writer, code: str, word: str) -> None:
    if writer.get(Alliance, code=code) is None:
        writer.add(alliance(code, name=word))


def appoint(writer: Writer, code: str, word: str) -> None:
    if writer.get(Person, code=code) is None:
        partner = code if writer.get(Alliance, code=code) else ""
        writer.add(person(code, name=word, alliance=partner))


def rename_alliance(writer: Writer, code: str, word: str) -> None:
    if (old := writer.get(Alliance, code=code)) is not None:
        writer.replace(old, name=word)


def rename_person(writer: Writer, code: str, word: str) -> None:
    if (old := writer.get(Person, code=code)) is not None:
        writer.replace(old, name=word)


def close(writer: Writer, code: str, _word: str) -> None:
    alone = writer.first(Person, Person.alliance == code) is None
    if alone and (old := writer.get(Alliance, code=code)) is not None:
        writer.retract(old)


def dismiss(writer: Writer, code: str, _word: str) -> None:
    if (old := writer.get(Person, code=code)) is not None:
        writer.retract(old)


DEEDS = st.sampled_from([found_alliance, appoint, rename_alliance, rename_person, close, dismiss])
CHANGES = st.lists(
    st.lists(st.tuples(DEEDS, CODES, WORDS), min_size=1, max_size=4), min_size=1, max_size=6
)


def state(store: Store, as_known: str | None = None) -> str:
    with store.read(as_known) as reader:
        return health.digest(reader)


def do(store: Store, deeds: list[Deed]) -> int | None:
    with store.write(entry()) as writer:
        for deed, code, word in deeds:
            deed(writer, code, word)
    return writer.seq_written


def take_back(store: Store, seq: int) -> int | None:
    with store.write(entry(undoes=seq)) as writer:
        undo(writer, seq)
    return writer.seq_written


@settings(max_examples=12, deadline=None)
@given(changes=CHANGES)
def test_undoing_in_reverse_restores_every_digest(new: Path, changes: list[list[Deed]]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(shutil.copy(new, folder)))
        states = [state(store), *(state(store) for deeds in changes if do(store, deeds))]
        for seq in range(len(states) - 1, 0, -1):
            take_back(store, seq)
            assert state(store) == states[seq - 1]
        for seq, then in enumerate(states):
            assert state(store, str(seq)) == then
        with store.read() as reader:
            assert health.faults(reader) == []


@settings(max_examples=6, deadline=None)
@given(changes=CHANGES)
def test_undoing_every_undo_brings_everything_back(new: Path, changes: list[list[Deed]]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(shutil.copy(new, folder)))
        written = [seq for deeds in changes if (seq := do(store, deeds))]
        then = state(store)
        undos = [take_back(store, seq) for seq in reversed(written)]
        for seq in reversed(undos):
            take_back(store, seq)
        assert state(store) == then
        with store.read() as reader:
            assert health.faults(reader) == []
