"""Text made safe for the format it lands in; what is safe already is marked as written."""

import re

from markupsafe import Markup

from bleadchallenge.packs.plain import fitting, plain, units

MOST_IN_CELL = 32_767

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_SPEAKS_MARKDOWN = re.compile(r"[&<>|\\`*_\[\]~$#]")
_BEGINS_BLOCK = re.compile(r"(?=(?:[-+:](?:\s|$)|[-=]{2,}|=\s*$))|^(\d{1,9})(?=[.)](?:\s|$))")
_BEGINS_ADDRESS = re.compile(r":(?=//)|(?<=/)/|/(?=/)|(?<=\w)[.@](?=[^\W\d_])|(?<=[\w.+-])@(?=\w)")


class SafeText(str):
    """Text that is written in the format already and goes out as it is."""

    __slots__ = ()


def for_markdown(value: object) -> str:
    """Text in which no Markdown viewer finds anything but text.

    No link, image, HTML, emphasis, heading, list, code, formula, end of a table's
    cell, or address that viewers link by themselves.
    """
    if isinstance(value, SafeText):
        return value
    text = _SPEAKS_MARKDOWN.sub(_escaped_character, plain(str(value)))
    text = _BEGINS_ADDRESS.sub(r"\\\g<0>", text)
    begins = _BEGINS_BLOCK.match(text)
    if begins is None:
        return text
    return f"{begins[1]}\\{text[begins.end() :]}" if begins[1] else "\\" + text


def for_page(value: object) -> object:
    """A value for HTML or SVG without control characters; the environment escapes it."""
    return value if isinstance(value, Markup) else plain(str(value))


def for_toml(value: object) -> str:
    """Text for between the quotation marks of a TOML string."""
    return plain(str(value)).replace("\\", "\\\\").replace('"', '\\"')


def for_css(value: object) -> Markup:
    """Text for between the quotation marks of a CSS string."""
    safe = re.sub(r"[^\w .,:;–—’-]", lambda found: f"\\{ord(found[0]):06x}", plain(str(value)))
    return Markup(safe)  # noqa: S704 - every other character is written as its number


def for_cell(text: str) -> str:
    """Text of a length that a workbook's cell holds, counted as spreadsheets count."""
    return text if units(text) <= MOST_IN_CELL else fitting(text, MOST_IN_CELL - 1) + "…"


def for_print(text: str) -> str:
    """Text for a workbook's printed header or footer, in which ``&`` gives orders."""
    return text.replace("&", "&&")


def _escaped_character(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0]) or f"\\{found[0]}"
