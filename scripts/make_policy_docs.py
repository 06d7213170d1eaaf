"""Write docs/reference/policy.md from the policy itself, or check that it is in step."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from bleadchallenge.domain.policy import Policy
from bleadchallenge.resources import policy_text
from in_step import keep_in_step

HEAD = """# The policy

Terms, days, thresholds, weights and templates of a programme, as data: a TOML file for
`bleadchallenge init --policy FILE`, `policy set FILE` and `cohort add CODE NAME --policy FILE`.
`policy show` prints the one in force, to copy. A file is read whole or refused (code 78),
with the key, the line and the remedy of the first fault. Written from the program: `make docs`.

"""
KINDS = {int: "whole number", float: "number", str: "text", date: "day", bool: "true or false"}


def written() -> str:
    """The reference: first what stands at the top, then section by section."""
    shipped = tomllib.loads(policy_text())
    hints = get_type_hints(Policy)
    plain = [each for each in fields(Policy) if section_of(hints[each.name]) is None]
    parts = [HEAD, *table("At the top of the file", plain, hints, shipped)]
    for each in fields(Policy):
        section = section_of(hints[each.name])
        if section is not None:
            listed = get_origin(hints[each.name]) is tuple
            title = f"`[[{each.name}]]`" if listed else f"`[{each.name}]`"
            found = shipped.get(each.name, {})
            values = {} if listed else found
            parts += [f"## {title}\n\n{(section.__doc__ or '').splitlines()[0]}\n\n"]
            parts += table("", list(fields(section)), get_type_hints(section), values)
    return "".join(parts).rstrip() + "\n"


def section_of(hint: Any) -> type | None:  # noqa: ANN401 - a type as it is written
    """The section a hint such as ``tuple[Term, ...]`` speaks of; ``None`` for a plain value."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    return inner if is_dataclass(inner) and isinstance(inner, type) else None


def table(
    title: str, entries: list[Field[Any]], hints: Mapping[str, Any], shipped: Mapping[str, Any]
) -> Iterator[str]:
    """A table of entries: key, kind, what it may be, the shipped value, the meaning."""
    if title:
        yield f"## {title}\n\n"
    yield "| key | kind | shipped | without it | meaning |\n| --- | --- | --- | --- | --- |\n"
    for each in entries:
        value = "" if each.name not in shipped else shown(shipped[each.name])
        default = shown(each.default) if each.default is not MISSING else "refused"
        if each.default_factory is not MISSING:
            default = shown(each.default_factory())
        kind = f"{kind_of(hints[each.name])}{limits(each)}"
        yield f"| `{each.name}` | {kind} | {value} | {default} | {each.metadata['description']} |\n"
    yield "\n"


def kind_of(hint: Any) -> str:  # noqa: ANN401 - as above
    """A type in words."""
    if get_origin(hint) is tuple:
        return f"list of: {kind_of(get_args(hint)[0])}"
    if get_args(hint):
        names, values = get_args(hint)
        return f"table of {kind_of(values)} by {kind_of(names)}"
    if issubclass(hint, StrEnum):
        return "one of " + ", ".join(f"`{word}`" for word in hint)
    return KINDS[hint]


def limits(entry: Field[Any]) -> str:
    """The least and the most that an entry may be."""
    least, most = entry.metadata.get("ge"), entry.metadata.get("le")
    if least is None:
        return ""
    return (
        f", from {least:%Y-%m-%d}"
        if isinstance(least, date)
        else (f", {least:g} to {most:g}" if most is not None else f", {least:g} or more")
    )


def shown(value: object) -> str:
    """A value as it stands in TOML."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or "none"
    return str(value) or "empty"


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/reference/policy.md", written()))
