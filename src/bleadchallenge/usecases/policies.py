"""Policies as files, and as they are kept for a cohort."""

from pathlib import Path

from bleadchallenge.domain.errors import InputError
from bleadchallenge.intake.toml_files import NotTomlError, reason, text_of
from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.schools.cohorts import policy_name
from bleadchallenge.store.tables import Cohort, PolicyText


def policy_text(path: Path) -> str:
    """The text of a policy file; raises ``InputError`` where it cannot be read."""
    try:
        return text_of(path)
    except FileNotFoundError as error:
        raise InputError(
            f"{path} is not there",
            why=f"there is no file at {path}",
            fix=f"bleadchallenge policy show > {path}, and change what is other in your city",
        ) from error
    except (OSError, NotTomlError) as error:
        raise InputError(
            f"cannot read the policy {path}",
            why=reason(error),
            fix="give a TOML file, written as UTF-8; policy show prints one to start from",
        ) from error


def keep_policy(writer: Writer, cohort: str, text: str) -> None:
    """Keep the policy of a cohort, in the place of the one before; no code is the first's."""
    name = policy_name(cohort)
    before = writer.get(PolicyText, name=name)
    if before is None:
        writer.add(PolicyText(name=name, text=text))
    else:
        writer.replace(before, text=text)
    kept = writer.get(Cohort, code=cohort) if cohort else None
    if kept is not None:
        writer.replace(kept, policy=name)
