"""Running Alembic on a store, inside one transaction."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from bleadchallenge.store import sqlite


def script() -> ScriptDirectory:
    """The revisions that ship with the program."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config)


def upgrade(path: Path, revision: str) -> None:
    """Bring a store up to a revision, all or nothing."""
    directory = script()

    def steps(current: object, _context: object) -> list[object]:
        return directory._upgrade_revs(revision, current)  # type: ignore[arg-type,return-value] # noqa: SLF001 - Alembic's own way

    engine = sqlite.engine_for(path, writing=True)
    with (
        sqlite.told_plainly(path),
        engine.begin() as connection,
        EnvironmentContext(Config(), directory, fn=steps) as environment,
    ):
        environment.configure(connection=connection)
        environment.run_migrations()
