"""Reading what was drawn, with parsers that know nothing of how it was drawn."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import load_workbook

Rows = list[list[str]]


def markdown_tokens(text: str) -> list[Token]:
    """Every token, those within lines too."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = []
    for token in reader.parse(text):
        found += [token, *(token.children or [])]
    return found


def markdown_texts(text: str) -> list[str]:
    """What each line, cell and item says once it is read."""
    lines = [token for token in markdown_tokens(text) if token.type == "inline"]
    return ["".join(each.content for each in line.children or []) for line in lines]


def markdown_tables(text: str) -> list[Rows]:
    """The bodies of all tables."""
    tables: list[Rows] = []
    reader = MarkdownIt("commonmark").enable("table")
    cell = False
    for token in reader.parse(text):
        match token.type:
            case "tbody_open":
                tables.append([])
            case "tr_open" if tables:
                tables[-1].append([])
            case "td_open":
                cell = True
            case "inline" if cell:
                tables[-1][-1].append("".join(each.content for each in token.children or []))
                cell = False
            case "thead_open":
                tables.append([]) if tables else None
    return [rows for rows in (_filled(table) for table in tables) if rows]


def _filled(rows: Rows) -> Rows:
    return [row for row in rows if row]


@dataclass
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]


class Page(HTMLParser):
    """A page read: its tags, its texts, and its tables by their ids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.tables: dict[str, Rows] = {}
        self.comments: list[str] = []
        self._table = ""
        self._cell: list[str] | None = None
        self._silent = 0
        self._body = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, attributes))
        if tag == "table":
            self._table = attributes["id"]
            self.tables[self._table] = []
        elif tag == "tbody":
            self._body = True
        elif tag == "tr" and self._body:
            self.tables[self._table].append([])
        elif tag in {"td", "th"} and self._body:
            self._cell = []
        elif {"vh", "sign"} & {*attributes.get("class", "").split()}:
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            self.tables[self._table][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "tbody":
            self._body = False
        elif tag == "span" and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@dataclass
class Book:
    """A workbook read."""

    sheets: list[Any] = field(default_factory=list)
    tables: dict[str, list[list[Any]]] = field(default_factory=dict)

    @property
    def cells(self) -> list[Any]:
        return [cell for sheet in self.sheets for row in sheet.iter_rows() for cell in row]


def book(content: bytes) -> Book:
    """The sheets of a workbook, and the bodies of its tables by their names."""
    sheets = list(load_workbook(BytesIO(content)).worksheets)
    tables = {
        table.name: [[cell.value for cell in row] for row in sheet[table.ref][1:]]
        for sheet in sheets
        for table in sheet.tables.values()
    }
    return Book(sheets, tables)


def words_of(page: str) -> int:
    """How many words of a page are printed: not those for screen readers alone."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return reader.count


_EMPTY = frozenset({"meta", "br", "hr", "img", "link"})
_UNPRINTED = frozenset({"style", "title", "desc", "head", "script"})


class _Words(HTMLParser):
    """Counts the words of what a page prints."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.count = 0
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            self._open.append((tag, tag in _UNPRINTED or bool({"vh", "back"} & {*classes})))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take no notice of a tag that holds nothing."""

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self.count += len(data.split())
