"""What is spoken of, a school or an alliance: its kind and its name."""

from collections import Counter

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Alliance, Selection


def subject_names(reader: Reader) -> dict[str, str]:
    """The names of the programme's schools and alliances, by URN or code.

    Where several have the same name, each stands with its code behind it.
    """
    names = {selection.urn: selection.name for selection in reader.where(Selection)}
    names |= {alliance.code: alliance.name for alliance in reader.where(Alliance)}
    bearers = Counter(names.values())
    return {
        code: name if bearers[name] == 1 else f"{name} ({code})" for code, name in names.items()
    }


def subject_name(reader: Reader, code: str) -> str:
    """The name of a school or an alliance, or its code where no name is known."""
    for alliance in reader.where(Alliance, code=code):
        return alliance.name
    school = by_urn(reader, code)
    return school.name if school else code
