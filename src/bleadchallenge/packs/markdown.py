"""A pack in Markdown: plain text that reads well, and draws well in any viewer."""

from collections.abc import Sequence

from bleadchallenge.packs.escaping import SafeText, for_markdown
from bleadchallenge.packs.layout.values import CellLayout, PackLayout, TableLayout
from bleadchallenge.packs.marks import LEGEND
from bleadchallenge.packs.templates import TemplateSet
from bleadchallenge.packs.value import ColumnType, Pack

CHARTS = "charts"
_PADDED_TO = 48


def markdown_of(pack: Pack, drawn: PackLayout, digest: str, press: TemplateSet) -> str:
    """The pack as Markdown; its charts stand beside it in the folder ``charts``."""
    press.markdown.filters["table"] = table
    return press.print_markdown(
        "pack.md.j2", pack=pack, drawn=drawn, digest=digest, legend=LEGEND, charts=CHARTS
    )


def table(drawn: TableLayout) -> SafeText:
    """A table whose columns stand under each other; figures to the right."""
    head = [for_markdown(column.heading) or " " for column in drawn.columns]
    rows = [[cell_text(cell) for cell in row] for row in drawn.rows]
    right = [column.holds is ColumnType.NUMBER for column in drawn.columns]
    widths = [
        min(max(3, *(len(row[place]) for row in [head, *rows])), _PADDED_TO)
        for place in range(len(head))
    ]
    ruler = [
        "-" * (width - 1) + (":" if to_right else "-")
        for width, to_right in zip(widths, right, strict=True)
    ]
    lines = [_line(head, widths, right), _line(ruler, widths, right)]
    return SafeText("\n".join([*lines, *(_line(row, widths, right) for row in rows)]))


def cell_text(cell: CellLayout) -> str:
    """A cell in Markdown: figures and symbols as they are, text from people escaped."""
    if cell.kind == "text":
        return for_markdown(cell.text)
    if cell.kind == "status":
        return f"{cell.symbol} {for_markdown(cell.text)}".lstrip()
    return cell.text


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return f"| {' | '.join(padded)} |"
