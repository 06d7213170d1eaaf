"""Where the programme stands: what the program says when no command is given."""

import typer

from bleadchallenge.cli.options import asked_with, output_format, uses_colour


def overview() -> None:
    """Print where the programme stands today; where there is no store, how to begin."""
    asked = asked_with()
    if not asked.has_store():
        typer.echo(f"There is no programme in {asked.store} yet. To begin:")
        typer.echo("  bleadchallenge init                    a programme of your own")
        typer.echo("  bleadchallenge demo --store demo.db    an invented one, to look around in")
        typer.echo("  bleadchallenge help                    every command")
        return
    from bleadchallenge.terminal.overview import show_overview
    from bleadchallenge.usecases.open_items import overview as usecase

    show_overview(usecase.overview(asked), output_format(), colour=uses_colour())
