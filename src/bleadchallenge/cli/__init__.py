"""How it is asked: Typer; parse, call, show."""
