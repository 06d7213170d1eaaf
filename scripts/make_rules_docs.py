"""Write docs/reference/rules.md from the rule book, or say whether it is in step."""

import sys
from itertools import groupby

from bleadchallenge.rules.book import BOOK
from bleadchallenge.rules.rule import Asks, Rule
from in_step import keep_in_step

HEAD = """# The rule book

Every rule of the programme stands once, and is asked of every change before it is
kept: of a command, a row of a list or of the workbook, an undo, a take-out.
`bleadchallenge check` asks those that speak of records as they stand of the whole
store. A rule bears the number of the capability it belongs to. This page is written
from the book by `scripts/make_rules_docs.py`.

A change is refused where it breaks what held before it; what was broken before is not
its fault. The last column names the records whose change may break a rule for a record
that is not itself touched: taking one of them back is refused with the names of the
records that rest on it, newest first.
"""
KINDS = {
    Asks.RECORD: "as it stands",
    Asks.CHANGE: "when it changes",
    Asks.REMOVAL: "when it is taken out",
    Asks.NOTE: "a note",
}


def row(rule: Rule) -> str:
    """A rule as a row of its table."""
    rests = ", ".join(sorted(kind.TITLE for kind in rule.rests_on))
    return f"| `{rule.code}` | {rule.words} | {KINDS[rule.asks]} | {rests} |"


def written() -> str:
    """The whole page."""
    parts = [HEAD]
    for title, rules in groupby(BOOK, key=lambda rule: rule.of.TITLE):
        parts.append(f"## {title.capitalize()}\n")
        parts.append("| rule | what it says | asked | rests on |\n| --- | --- | --- | --- |")
        parts.append("\n".join(map(row, rules)) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/reference/rules.md", written()))
