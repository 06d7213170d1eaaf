"""The words of a workbook, as its template gives them."""

import tomllib
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError
from bleadchallenge.packs.marks import LEGEND
from bleadchallenge.packs.templates import TemplateSet
from bleadchallenge.packs.value import Pack

TEMPLATE = "workbook.toml.j2"


@dataclass(frozen=True, slots=True)
class WorkbookHeader:
    """The first sheet: what the workbook is and how it is read."""

    sheet: str
    title: str
    subtitle: str
    columns: tuple[str, ...]
    contents: str
    codes: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExtraSheet:
    """A sheet behind the pack's own: its sentences, or where figures come from."""

    sheet: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a workbook says that is not the pack's own text."""

    about: WorkbookHeader
    text: ExtraSheet
    sources: ExtraSheet
    header: str
    footer: str
    headings: dict[str, str]


def words_of(pack: Pack, digest: str, press: TemplateSet) -> Words:
    """The words of a pack's workbook; a template that does not give them all is refused."""
    text = press.print_toml(TEMPLATE, pack=pack, digest=digest, legend=LEGEND)
    try:
        said = tomllib.loads(text)
        return Words(
            about=_about(said["about"]),
            text=_extra(said["words"]),
            sources=_extra(said["sources"]),
            header=said["print"]["header"],
            footer=said["print"]["footer"],
            headings={str(old): str(new) for old, new in said["headings"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"the template {TEMPLATE} does not give a workbook's words",
            why=f"{type(error).__name__}: {error}",
            fix="mend it, or take it out of your folder of templates to use the shipped one",
        ) from error


def _about(said: dict[str, object]) -> WorkbookHeader:
    facts, lines = said["facts"], said["lines"]
    if not isinstance(facts, list) or not isinstance(lines, list):
        raise TypeError("about.facts and about.lines must be lists")
    return WorkbookHeader(
        sheet=str(said["sheet"]),
        title=str(said["title"]),
        subtitle=str(said["subtitle"]),
        columns=_columns(said),
        contents=str(said["contents"]),
        codes=str(said["codes"]),
        lines=tuple(str(line) for line in lines),
        facts=tuple((str(fact["label"]), str(fact["text"])) for fact in facts),
    )


def _extra(said: dict[str, object]) -> ExtraSheet:
    return ExtraSheet(str(said["sheet"]), _columns(said))


def _columns(said: dict[str, object]) -> tuple[str, ...]:
    columns = said["columns"]
    if not isinstance(columns, list):
        raise TypeError("columns must be a list")
    return tuple(str(column) for column in columns)
