"""Text from people made plain: what it says is kept, what would act is not."""

import re

_ACTS = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, the escape of terminals among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of direction
    "\ufeff]"
)
_NOT_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_ELLIPSIS = "…"


def plain(text: str) -> str:
    """One line of text: white space made single spaces, nothing left that acts on a reader.

    Control characters and overrides of direction are taken out; what no file may
    hold, such as half a surrogate pair, becomes the replacement character.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text or text != text.strip() else text
    spaced = " ".join(text.split())
    return _NOT_TEXT.sub(_REPLACEMENT, " ".join(_ACTS.sub("", spaced).split()))


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything, each made plain."""
    lines = (plain(line) for line in text.splitlines())
    return tuple(line for line in lines if line)


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, ending in an ellipsis where it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def units(text: str) -> int:
    """The length of a text as spreadsheets count it."""
    return (
        len(text) + sum(1 for letter in text if letter > "\uffff")
        if not text.isascii()
        else len(text)
    )


def fitting(text: str, most: int) -> str:
    """The beginning of a text that is at most so long as spreadsheets count it."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def slug(text: str) -> str:
    """A name safe in a file's name and an address: lower-case letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
