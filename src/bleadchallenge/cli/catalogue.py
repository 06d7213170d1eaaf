"""Every command: what it is for, and the module of ``cli`` that holds it.

A module is imported when one of its commands is run or explained. To import them
all and build 110 commands takes longer than most commands do.
"""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

SECTIONS: dict[str, dict[str, str]] = {
    "Every day": {
        "due": "ledger.history",
        "schools": "workbook",
        "kpi-status": "kpis.status",
        "days-status": "support.days",
        "report": "reports",
        "show": "show",
        "explain": "results",
        "history": "ledger.history",
    },
    "Setting up": {
        "init": "ledger.history",
        "demo": "demo",
        "import-data": "workbook",
        "policy": "ledger.maintenance",
        "config": "config",
        "cohort": "schools",
    },
    "Choosing schools": {
        "eligibility": "results",
        "risk": "results",
        "intelligence": "intelligence",
        "consult-rsc": "selection",
        "select": "selection",
        "agree": "selection",
    },
    "Challenge": {
        "assign-challenge-team": "challenge",
        "visit": "challenge",
        "visits": "challenge",
        "record-review": "support.assignments",
        "decide": "support.assignments",
        "independence": "plans",
    },
    "Support": {
        "assign-tsa": "support.assignments",
        "sla": "support.agreements",
        "people": "support.agreements",
        "deliver": "support.agreements",
        "record-days": "support.days",
        "days": "support.days",
        "plan": "plans",
        "milestone": "plans",
        "kpi": "kpis.definitions",
    },
    "Scrutiny": {
        "isg": "scrutiny",
        "expectations": "escalation",
        "comment": "escalation",
        "escalate": "escalation",
        "notice": "escalation",
        "tsa-review": "escalation",
    },
    "People and the city": {
        "session": "leadership.people",
        "talent": "leadership.people",
        "designation": "leadership.people",
        "deploy": "leadership.people",
        "capacity": "leadership.people",
        "conference": "leadership.conference",
    },
    "Figures": {
        "analyse": "results",
        "family": "results",
        "evaluate": "evaluation",
    },
    "Keeping the store": {
        "check": "ledger.history",
        "undo": "ledger.history",
        "backup": "ledger.maintenance",
        "restore": "ledger.maintenance",
        "export": "ledger.maintenance",
        "purge": "ledger.maintenance",
        "schema": "schema",
        "help": "help",
    },
}
"""Under each heading of ``--help`` its commands, and the module of each."""

MODULES: dict[str, str] = {
    name: module for commands in SECTIONS.values() for name, module in commands.items()
}


class LazyCommands(MutableMapping[str, Any]):
    """The commands by name, each put together when it is first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, object] = {}
        self._summaries: dict[str, str] = {}

    def summary(self, name: str) -> str:
        """The first line of a command's help, without putting the command together."""
        if name not in self._summaries:
            self._summaries |= _summaries_of(MODULES[name])
        return self._summaries[name]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a command of Typer's own Click
        if name not in self._made:
            self._made |= commands_of(MODULES[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:  # noqa: ANN401 - as above
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


def commands_of(module: str) -> dict[str, object]:
    """The commands that a module of ``cli`` adds to the program, by name."""
    commands: dict[str, Any] = get_command(_program_of(module)).commands  # type: ignore[attr-defined]  # Click's own
    for command in commands.values():
        command.short_help = _first_line(command.help)
    return commands


def _summaries_of(module: str) -> dict[str, str]:
    program = _program_of(module)
    commands = {str(each.name): each.callback.__doc__ for each in program.registered_commands}
    groups = [each.typer_instance for each in program.registered_groups if each.typer_instance]
    found = commands | {str(group.info.name): group.info.help for group in groups}
    return {name: _first_line(words) for name, words in found.items()}


def _program_of(module: str) -> typer.Typer:
    program = typer.Typer(rich_markup_mode=None)
    program.callback()(lambda: None)
    import_module(f"bleadchallenge.cli.{module}").add_to(program)
    return program


def _first_line(words: str | None) -> str:
    return (words or "").strip().partition("\n")[0]
