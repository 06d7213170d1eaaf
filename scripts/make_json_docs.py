"""Write docs/reference/json.md from the rows of every listing, or check that it is in step."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from bleadchallenge.usecases.answers import ANSWERS
from bleadchallenge.usecases.json_schema import Answer, Schema, object_of
from in_step import keep_in_step

HEAD = """# What `--format json` answers

One object: `schema`, `as_of` (the day judged from), `change` (the store is read at), what stands
beside the rows, and `rows`. A day is `2018-03-15`; `null` is unknown; `"c"` is hidden for small
numbers. Every key is always there. `bleadchallenge schema COMMAND` prints the same as JSON Schema
(2020-12), to check an answer by or to make types from; with `--columns` the rows have those keys
alone. Written from the program: `make docs`.
"""


def written() -> str:
    """The reference: command by command its shapes, each entry with its type, unit and title."""
    return "\n".join([HEAD, *(line for name in ANSWERS for line in section(name))]).rstrip() + "\n"


def section(name: str) -> Iterator[str]:
    """A command: each shape of its answer, then the rows within rows."""
    yield f"## {name}\n"
    definitions: dict[str, Schema] = {}
    for answer in ANSWERS[name]:
        yield from shape(answer, definitions)
    for kind, found in definitions.items():
        yield f"`{kind}`: {found['description']}\n"
        yield table(found)


def shape(answer: Answer, definitions: dict[str, Schema]) -> Iterator[str]:
    """One shape: its name, what stands beside the rows, and a row."""
    yield f"### `bleadchallenge/{answer.name}/1`\n"
    if answer.extra:
        beside = object_of(answer.extra, definitions)
        yield f"Beside the rows: {beside['description']}\n"
        yield table(beside)
    found = object_of(answer.row, definitions)
    yield f"A row: {found['description']}\n"
    yield table(found)


def table(found: Schema) -> str:
    """The entries of an object as a table."""
    lines = ["| key | type | unit | title |", "| --- | --- | --- | --- |"]
    for key, entry in cast("Mapping[str, Schema]", found["properties"]).items():
        lines.append(
            f"| `{key}` | {words_of(entry)} | {entry.get('unit', '')} | {entry['title']} |"
        )
    if isinstance(others := found["additionalProperties"], Mapping):
        lines.append(f"| one each | {words_of(dict(others))} | | |")
    return "\n".join(lines) + "\n"


def words_of(entry: Schema) -> str:
    """A type in words."""
    for key, words in WORDS.items():
        if entry.get(key):
            return words(entry)
    return " or ".join(kinds_of(entry)) or "any"


def choices_of(entry: Schema) -> str:
    """The values of a closed list."""
    values = cast("list[str | None]", entry["enum"])
    return " · ".join("null" if each is None else each for each in values)


def each_of(entry: Schema, key: str) -> Iterator[str]:
    """Each of several types in words."""
    return map(words_of, cast("list[Schema]", entry[key]))


WORDS: Mapping[str, Callable[[Schema], str]] = {
    "$ref": lambda entry: f"`{str(entry['$ref']).rpartition('/')[2]}`",
    "anyOf": lambda entry: " or ".join(each_of(entry, "anyOf")),
    "enum": choices_of,
    "const": lambda entry: f'`"{entry["const"]}"`',
    "format": lambda entry: " or ".join(kinds_of(entry)).replace("string", "day"),
    "items": lambda entry: f"list of {words_of(cast('Schema', entry['items']))}",
    "prefixItems": lambda entry: f"list: {', '.join(each_of(entry, 'prefixItems'))}",
}


def kinds_of(entry: Schema) -> list[str]:
    """The types of an entry."""
    kinds = entry.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(cast("list[str]", kinds))


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/reference/json.md", written()))
