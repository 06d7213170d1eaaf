"""Texts that would act where they are shown: in a terminal, a spreadsheet, a page, a calendar."""

import csv
import html.parser
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from battery.bench import Bench, Try, at, hold, require_good_end
from battery.commands import run

FAULT = "injection"
HOLDS = "nothing alive in any form, terminal, CSV, JSON and calendar among them"

MARKERS = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\x00nul",
    "\x08\x08back",
    "\u202eright to left",
    "\u2066isolated\u2069",
    "\u200fmark",
    "\u2028line",
    '=HYPERLINK("http://x.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](http://x.example/x.png)",
    "{{ 7 * 7 }}",
    "{% for a in b %}",
    "[red]rich[/red]",
    "[/]",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
    "| a | b |\n| --- | --- |",
    "' OR 1=1; DROP TABLE person; --",
    "%s%n${HOME}`id`$(id)",
)
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMULA = tuple("=+-@\t")
_A_NUMBER = re.compile(r"[+-]?[0-9.,]+%?|[-–—]+|\+[0-9 ]+")
LISTINGS = (
    "history", "people", "session list", "talent list", "plan 900001", "milestone list",
    "kpi list 900001", "kpi-status", "intelligence list", "comment list", "cohort list", "config", "isg minutes 2018-03-01",
    "isg advice", "isg members", "days list", "sla 900001", "visits", "due", "schools",
    "show 900001", "show person P1", "export --about P1", "conference list", "check", "expectations",
)  # fmt: skip
REPORTS = (
    "report isg-pack --meeting 2018-03-15 --out out",
    "report school 900001 --out out",
    "report tsa TSA1 --out out",
    "report programme --out out",
    "report workbook --out out",
    "report calendar --out out",
    "export out/exported",
)


def tries(bench: Bench) -> Iterator[Try]:
    """Every marker in every place that takes words, looked for in every listing and report."""
    markers = MARKERS[:: bench.few(1, 14)]
    forms = ("table", "csv", "json")
    for number, marker in enumerate(markers):
        folder = bench.root / f"marked-{number}"
        yield Try(f"{marker!r} taken", _Told(bench, folder, marker), number)
        for place, line in enumerate(LISTINGS[:: bench.few(1, 12)]):
            form = forms[(number + place) % len(forms)]
            what = f"{marker!r} in {line} --format {form}"
            yield Try(what, _Listed(bench, folder, marker, line, form), number)
        for line in REPORTS[:: bench.few(1, 4)]:
            yield Try(f"{marker!r} in {line}", _Reported(bench, folder, marker, line), number)


def told(bench: Bench, folder: Path, marker: str) -> None:
    """A programme in which a text stands wherever people's words may; told once a process."""
    if folder.exists():
        return
    shutil.copytree(bench.programme, folder)
    text = marker.replace("\x00", "") or "x"
    _write(folder / "marked.csv", ["code", "name", "role", "employer", "expertise"],
           ["P7", text, "governor", text, text])  # fmt: skip
    _write(folder / "allied.csv", ["code", "name", "specialisms"], ["TSA7", text, text])
    named = f"{text.replace('/', '_')[:60]}.csv"
    (folder / named).write_text("code,name,role\nP9,Fay Sorrel,governor\n", encoding="utf-8")
    policy = run(("policy", "show"), at(folder)).out
    titled = re.sub('(?m)^title = ".*"$', lambda _: f"title = {json.dumps(text)}", policy, count=1)
    (folder / "titled.toml").write_text(titled, encoding="utf-8")
    for words in (*_lines(text), ("import-data", named), ("policy", "set", "titled.toml")):
        require_good_end(run(words, at(folder)), frozenset({0, 2, 65}))


def _lines(text: str) -> list[tuple[str, ...]]:
    day = "2018-03-14"
    return [
        ("import-data", "marked.csv", "--reason", text),
        ("import-data", "allied.csv", "--author", f"A {text}"),
        ("intelligence", "note", "900001", "--text", text, "--source", text, "--date", day,
         "--sensitivity", "partnership", "--shareable"),
        ("comment", "900001", "--by", text, "--text", text, "--date", day),
        ("comment", "TSA1", "--by", text, "--text", text, "--date", day),
        ("session", "add", "S2", "--date", day, "--topic", text, "--partner", text,
         "--places", "3"),
        ("session", "follow-up", "S1", "BEL-A", "--text", text, "--date", day),
        ("talent", "step", "BEL-B", "--stage", "identified", "--school", "900001", "--role", text,
         "--next", text, "--date", day),
        ("isg", "minute", "2018-03-01", "--decision", text),
        ("isg", "advise", "--meeting", "2018-03-01", "--to", "school", "900001", "--text", text),
        ("isg", "interest", "P1", "900003", "--nature", text),
        ("plan", "action", "900001", "--text", text, "--theme", "leadership", "--owner", text),
        ("milestone", "add", "900001", "--action", "1", "--text", text, "--due", "2018-03-29",
         "--owner", text),
        ("kpi", "add", "900001", "K2", "--name", text, "--side", "school", "--heading",
         "assessment", "--unit", "%", "--direction", "up", "--baseline", "1", "--baseline-on", day,
         "--target", "T2=2", "--frequency", "termly", "--owner", text, "--source", text),
        ("kpi", "read", "900001", "OBS", "--value", "50", "--date", day, "--evidence", text),
        ("record-days", "900001", "--date", day, "--days", "0.5", "--activity", text),
        ("sla", "900001", "--state", "agreed", "--days", "10", "--exit-terms", text,
         "--date", day, "--reason", text),
        ("conference", "practice", "900001", "--title", text),
        ("conference", "commit", "900001", "--text", text, "--by", text, "--by-day", "2019-01-10"),
        ("consult-rsc", "900003", "--date", day, "--outcome", text, "--with", text),
        ("select", "900003", "candidate", "--reason", text),
    ]  # fmt: skip


def _write(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@dataclass(frozen=True, slots=True)
class _Told:
    """The commands that take the text end as documented."""

    bench: Bench
    folder: Path
    marker: str

    def __call__(self) -> None:
        told(self.bench, self.folder, self.marker)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A listing of records with such a text."""

    bench: Bench
    folder: Path
    marker: str
    line: str
    form: str

    def __call__(self) -> None:
        told(self.bench, self.folder, self.marker)
        ended = run([*self.line.split(), "--format", self.form], at(self.folder))
        require_good_end(ended, frozenset({0, 1, 2, 65}))
        for said in (ended.out, ended.err):
            hold(not _ACTS.search(said), f"it acts on a terminal: {_around(said)}")
        if self.form == "csv":
            require_dead_cells(ended.out)


@dataclass(frozen=True, slots=True)
class _Reported:
    """What a report writes of records with such a text."""

    bench: Bench
    folder: Path
    marker: str
    line: str

    def __call__(self) -> None:
        told(self.bench, self.folder, self.marker)
        with self.bench.folder(self.folder) as folder:
            (folder / "out").mkdir()
            ended = run(self.line.split(), at(folder))
            require_good_end(ended, frozenset({0, 1, 65}))
            for path in sorted((folder / "out").rglob("*")):
                if path.is_file() and path.suffix != ".png":
                    _LOOK.get(path.suffix, _look_at_text)(path)


def _look_at_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    hold(not _ACTS.search(text), f"{path.name} acts on a terminal: {_around(text)}")


def _look_at_markdown(path: Path) -> None:
    _look_at_text(path)
    text = path.read_text(encoding="utf-8")
    found = re.search(r"(?<!\\)<(script|img|svg)\b|(?<!\\)\]\(javascript:|!\[[^\]]*\]\(http", text)
    hold(not found, f"{path.name} holds what a page would run: {found and _near(text, found)}")


class _Page(html.parser.HTMLParser):
    """Notes what a page would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.alive: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "form"}:
            self.alive.append(tag)
        for name, value in attrs:
            is_run = name.startswith("on") or (value or "").strip().lower().startswith(
                "javascript:"
            )
            is_fetched = name == "src" and not (value or "").startswith("data:")
            if is_run or is_fetched:
                self.alive.append(f"{tag} {name}={value}")


def _look_at_page(path: Path) -> None:
    _look_at_text(path)
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    hold(not page.alive, f"{path.name} holds what a browser would run: {page.alive[:2]}")


def _look_at_workbook(path: Path) -> None:
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            text = book.read(name).decode("utf-8", "replace")
            if name.startswith("xl/worksheets/sheet"):
                live = re.search(r"<f>(?!'|\$?[A-Z])[^<]{0,80}(HYPERLINK|cmd|SUM\(1|1\+1)", text)
                hold(not live, f"{path.name} {name} holds a formula of people's")
            linked = re.findall(r"<hyperlink [^>]*>|HYPERLINK\([^<]*|Target=\"[^\"]*", text)
            hold("javascript:" not in "".join(linked), f"{name} links to a script")


def _look_at_csv(path: Path) -> None:
    _look_at_text(path)
    require_dead_cells(path.read_text(encoding="utf-8-sig"))


def _look_at_calendar(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    hold("SUMMARY:mine" not in text.splitlines(), "a calendar holds an entry of people's making")
    hold(not re.search(r"[^\r]\n", text), "a calendar's line ends as none should")
    _look_at_text(path)


_LOOK: dict[str, Callable[[Path], None]] = {
    ".md": _look_at_markdown,
    ".html": _look_at_page,
    ".xlsx": _look_at_workbook,
    ".csv": _look_at_csv,
    ".ics": _look_at_calendar,
}


def require_dead_cells(text: str) -> None:
    """No cell of a table begins with what a spreadsheet would work out."""
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            is_live = cell.startswith(_FORMULA) and not _A_NUMBER.fullmatch(cell)
            hold(not is_live, f"a cell that acts: {cell[:60]!r}")


def _around(text: str) -> str:
    found = _ACTS.search(text)
    return repr(text[max(0, found.start() - 20) : found.start() + 20]) if found else ""


def _near(text: str, found: "re.Match[str]") -> str:
    return repr(text[max(0, found.start() - 20) : found.start() + 30])
