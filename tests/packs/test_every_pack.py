"""Every pack of the sample programme: short enough to be read, and its news are news.

What is news is worked out again here from the readings that ``kpi-status`` prints,
without the rule that the program has for it. `make slow` looks at all packs, and prints
each; other runs look at every sixth and at the longest, and print two.
"""

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bleadchallenge.domain.choices import Direction
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import Items, Pack, Table
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.reports import issued
from bleadchallenge.store.tables import Kpi
from bleadchallenge.usecases.kpis.status import KpiStatusRow, status_rows
from bleadchallenge.usecases.reports.pack.isg import KIND
from bleadchallenge.usecases.request import policy_of
from editions import Edition, blocks_of, edition
from packs.reading import words_of
from page_tools import chromium, needs_chromium, needs_poppler

pytestmark = pytest.mark.xdist_group("sample programme")

MOST_PAGES, MOST_WORDS, PACKS = 30, 9000, 35
LONGEST = 25
WHOLE = "BLEADCHALLENGE_EVERY_PACK" in os.environ
EVERY = [
    pytest.param(number, marks=pytest.mark.slow if WHOLE else ())
    for number in range(PACKS)
    if WHOLE or number % 6 == 5 or number == LONGEST
]
WORST = (Status.ON_TRACK, Status.RECOVERABLE, Status.OFF_TRACK)


@cache
def meetings(store: Path) -> list[Edition]:
    """Every pack that was issued, in order."""
    with Store(store).read() as reader:
        return [edition(store, pack.made_on) for pack in issued(reader, KIND)]


@cache
def page_of(store: Path, number: int) -> str:
    return files_of(made(store, number), "pack", ("html",))["pack.html"].decode()


@cache
def made(store: Path, number: int) -> Pack:
    return meetings(store)[number].made()


@pytest.mark.parametrize("number", EVERY)
def test_a_pack_has_nine_thousand_words_at_most(issued_store: Path, number: int) -> None:
    assert len(meetings(issued_store)) == PACKS
    assert words_of(page_of(issued_store, number)) + MOST_PAGES <= MOST_WORDS


@needs_chromium
@needs_poppler
@pytest.mark.parametrize("number", EVERY if WHOLE else EVERY[-2:])
def test_a_pack_is_printed_on_thirty_pages_at_most(
    issued_store: Path, tmp_path: Path, number: int
) -> None:
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(page_of(issued_store, number), encoding="utf-8")
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    pages = done.stdout.split("\f")[:-1]
    assert len(pages) <= MOST_PAGES
    assert len(done.stdout.split()) <= MOST_WORDS
    assert "Schools of concern" in pages[0] or "No school is of concern" in pages[0]


@dataclass(frozen=True)
class Stood:
    """What ``kpi-status`` prints of an indicator on a day."""

    row: KpiStatusRow
    rises: bool

    @property
    def unit(self) -> float:
        """One lesson, pupil, meeting or day, in the indicator's own unit."""
        return 100 / self.row.n if self.row.unit == "%" and self.row.n else 1.0


def stood(reader: Reader, issue: Edition) -> dict[tuple[str, str], Stood]:
    on = reader.on_day(issue.meeting)
    rises = {(k.urn, k.code): k.direction == Direction.UP for k in on.all(Kpi)}
    rows = status_rows(on, policy_of(on), issue.meeting)
    return {(r.urn, r.code): Stood(r, rises[r.urn, r.code]) for r in rows}


def news_between(before: Edition, now: Edition) -> set[tuple[str, str]]:
    """What moved by a whole unit, for the worse or the better: how, and which indicator."""
    with before.known() as one, now.known() as other:
        then, latest = stood(one, before), stood(other, now)
    found = set()
    for key in then.keys() & latest.keys():
        old, new = then[key].row, latest[key].row
        if old.status == new.status or not {old.status, new.status} <= set(WORST):
            continue
        assert isinstance(old.value, int | float)
        assert isinstance(new.value, int | float)
        moved = (new.value - old.value) * (1 if latest[key].rises else -1)
        better = WORST.index(new.status) < WORST.index(old.status)
        least = max(then[key].unit, latest[key].unit) - 0.5 * 10.0**-new.decimals
        if abs(moved) >= least and (moved > 0) is better:
            found.add(("better" if better else "worse", new.name))
    return found


@pytest.mark.parametrize("number", EVERY)
def test_what_a_pack_calls_news_is_news_by_its_readings(issued_store: Path, number: int) -> None:
    every = meetings(issued_store)
    known = news_between(every[number - 1], every[number]) if number else set()
    pack = made(issued_store, number)
    tables = [b for _, b in blocks_of(pack.sections) if isinstance(b, Table) and b.id == "moves"]
    rows = [row for table in tables for row in table.rows]
    told = {(str(row[1].value), str(row[2].value).rpartition(": ")[0]) for row in rows}
    assert told <= known
    assert any(table.notes for table in tables) or told == known
    for how, what in front_page_news(pack):
        assert (how, what) in known


def front_page_news(pack: Pack) -> set[tuple[str, str]]:
    """What the front page calls worse and better: each move named before its schools."""
    (front,) = (section for section in pack.sections if section.id == "front")
    found = set()
    for block in front.blocks:
        for text in block.items if isinstance(block, Items) else ():
            how, colon, rest = text.partition(": ")
            if colon and how in ("Worse", "Better"):
                parts = [part for part in rest.rstrip(".").split("; ") if " at " in part]
                found |= {(how.lower(), part.rpartition(" at ")[0]) for part in parts}
    return found
