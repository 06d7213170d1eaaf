"""Groups of commands, with a default command."""

from typing import Any

import typer
from typer.core import TyperGroup

_HELP = ("-h", "--help")


def group(
    app: typer.Typer, name: str, words: str, *, default: str | None = None, bare: bool = False
) -> typer.Typer:
    """A group of commands in the program.

    With a ``default``, what begins with none of its commands is for that one:
    ``escalate 900001 --stage reminded`` is ``escalate step 900001 ...``. With
    ``bare`` the group's name alone means it too, and shows no help.
    """
    told = f" Without one of its commands, {default} is meant." if default else ""
    made = typer.Typer(
        name=name,
        help=words + told,
        no_args_is_help=not bare,
        rich_markup_mode=None,
        cls=_or_else(default, bare=bare) if default else Group,
    )
    app.add_typer(made)
    return made


class Group(TyperGroup):
    """A group whose help says of each command in whole what it does."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Click's
        """Write every command with the first line of its help."""
        with formatter.section("Commands"):
            lines = {
                name: str(each.help).partition("\n")[0] for name, each in self.commands.items()
            }
            formatter.write_dl([*lines.items()])


def _or_else(default: str, *, bare: bool) -> type[TyperGroup]:
    class OrElse(Group):
        """A group that hands what it does not know to one of its commands."""

        default_command = default

        def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - Click's own
            """Complete its commands, and the first argument of its default command."""
            command = self.commands[default]
            first = next((p for p in command.params if p.param_type_name == "argument"), None)
            meant = first.shell_complete(ctx, incomplete) if first else []
            return [*super().shell_complete(ctx, incomplete), *meant]

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Click's own
            named = args and (args[0] in self.commands or args[0] in _HELP)
            if not named and (args or bare):
                args = [default, *args]
            return super().parse_args(ctx, args)

    return OrElse
