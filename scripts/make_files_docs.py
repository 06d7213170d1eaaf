"""Write docs/reference/files.md from the kinds and lists, or check that it is in step."""

import sys
from collections.abc import Iterator

from bleadchallenge.domain.workbook.record_shapes import RecordField, RecordShape, list_mark
from bleadchallenge.intake.files import MOST_LINES, MOST_TEXT_BYTES
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.sheet_xml import MOST_CELLS, MOST_ROWS
from bleadchallenge.intake.tables import ColumnRule, FileKind
from bleadchallenge.usecases.workbook.lists import list_shapes
from in_step import keep_in_step

HEAD = f"""# Files and lists

What `bleadchallenge import-data FILE...` takes: published files, and the programme's own lists.
A file is known by its columns; `--kind NAME` says it where they do not tell. It comes as CSV, as
`.xlsx`, `.xlsm`, `.xlsb`, `.xls` or `.ods`, or as one of these in a zip archive or gzip file; a
text has at most {MOST_TEXT_BYTES // 10**6} MB and {MOST_LINES:,} lines, a workbook {MOST_ROWS:,}
rows and {MOST_CELLS:,} cells. A sheet with other column names is read through `--mapping FILE`, of
which `--suggest-mapping SHEET` writes a draft. Written from the program: `make docs`.

"""


def written() -> str:
    """The reference: the kinds of file, then the lists, each with its columns."""
    parts = [HEAD, "## Published files\n\n"]
    parts += [line for kind in KINDS.values() for line in of_kind(kind)]
    parts.append(
        "## The programme's own lists\n\nOne row a record; a column that is needed is marked `*`. "
        "`bleadchallenge export FOLDER` writes each list as `NAME.csv`, from a new store an empty "
        f"one to fill in; its last heading, such as `{list_mark('alliance')}`, is the mark by "
        "which an import knows it. A list without the mark is known by columns that no other sheet "
        "has, or needs `--kind NAME`.\n\n"
    )
    parts += [line for shape in list_shapes().values() for line in of_list(shape)]
    return "".join(parts).rstrip() + "\n"


def of_kind(kind: FileKind) -> Iterator[str]:
    """A kind of file: its years, what makes it known, its columns, where it is published."""
    either = f", and {' or '.join(map(code, kind.one_of))}" if kind.one_of else ""
    yield f"### {kind.title} (`{kind.name}`)\n\n"
    yield f"- years: {kind.years}\n- published: {kind.published}\n"
    yield f"- known by: {', '.join(map(code, sorted(kind.needs)))}{either}\n"
    if kind.ends_with:
        yield "- a text as published ends with national rows; one without them is not whole\n"
    yield "\n| column | holds | also called |\n| --- | --- | --- |\n"
    for name in dict.fromkeys([*sorted(kind.needs), *kind.one_of, *kind.knows]):
        rule = kind.rule(name)
        others = sorted(alias for alias, known in kind.aliases.items() if known == name)
        holds = "" if rule is ColumnRule.ANYTHING else rule
        yield f"| {code(name)} | {holds} | {', '.join(map(code, others))} |\n"
    yield "\n"


def of_list(shape: RecordShape) -> Iterator[str]:
    """A list: its columns, what each holds, and which words it may be."""
    yield f"### {shape.title} (`{shape.name}`)\n\n"
    yield f"One row for each {', '.join(map(code, shape.key))}.\n\n"
    yield "| column | holds | meaning |\n| --- | --- | --- |\n"
    yield from map(of_field, shape.fields)
    yield "\n"


def of_field(field: RecordField) -> str:
    """A column of a list in a line."""
    said = "; ".join(filter(None, [field.note, " ".join(map(code, field.choices))]))
    return f"| {code(field.name)}{' *' if field.required else ''} | {field.holds} | {said} |\n"


def code(text: str) -> str:
    """A word as code."""
    return f"`{text}`"


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/reference/files.md", written()))
