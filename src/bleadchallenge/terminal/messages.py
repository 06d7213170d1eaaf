"""Plain sentences: errors, what changed, what comes next."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text without anything a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def error_lines(what: str, why: str, fix: str) -> str:
    """An error in up to three lines: what, why, and what to do."""
    parts = (("error", what), ("why", why), ("fix", fix))
    return "".join(f"{word + ':':<7}{plain(text)}\n" for word, text in parts if text)
