"""The printed pack: thirty pages at most, the front page whole on the first."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from bleadchallenge.packs.render import files_of
from editions import edition
from page_tools import chromium, needs_chromium, needs_libreoffice, needs_poppler

pytestmark = [
    pytest.mark.xdist_group("sample programme"),
    needs_chromium,
    needs_poppler,
]
MEETING = date(2018, 3, 15)
MOST_PAGES, MOST_WORDS, MOST_SHEETS = 30, 9000, 60


@pytest.fixture(scope="module")
def pages(issued_store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("printed")
    page = files_of(edition(issued_store, MEETING).made(), "pack", ("html",))["pack.html"]
    (folder / "page.html").write_bytes(page)
    pdf = folder / "page.pdf"
    chromium(
        folder,
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        (folder / "page.html").as_uri(),
    )
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_the_pack_is_thirty_pages_and_nine_thousand_words_at_most(pages: list[str]) -> None:
    assert len(pages) <= MOST_PAGES
    assert sum(len(page.split()) for page in pages) <= MOST_WORDS


def test_the_first_page_asks_of_lanternfield_then_of_yewcroft_and_quotes_umberwicks_head(
    pages: list[str],
) -> None:
    first = pages[0]
    words = " ".join(first.split())
    asked = ("1 Lanternfield", "2 Yewcroft", "3 Umberwick")
    assert sorted(asked, key=words.index) == list(asked)
    assert "We were short of two teachers" in words
    assert "Schools of concern" in first
    assert "The grid" in pages[1]


def test_the_contents_name_the_page_each_part_is_printed_on(pages: list[str]) -> None:
    for number, page in enumerate(pages[1:], 2):
        heading = page.strip().splitlines()[0].strip()
        if heading in ("The grid", "Changes and decisions", "Alliances", "Notes"):
            assert f"{heading} page {number}" in " ".join(pages[0].split())


@needs_libreoffice
def test_the_packs_workbook_is_printed_on_sixty_pages_at_most(
    issued_store: Path, tmp_path: Path
) -> None:
    book = files_of(edition(issued_store, MEETING).made(), "pack", ("xlsx",))["pack.xlsx"]
    (tmp_path / "pack.xlsx").write_bytes(book)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "pack.xlsx")], check=True, capture_output=True)
    asked = ["pdfinfo", str(tmp_path / "pack.pdf")]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    pages = next(line.split()[1] for line in said.splitlines() if line.startswith("Pages:"))
    assert int(pages) <= MOST_SHEETS
