"""Which schools are maintained and which are academies, by the files that are in."""

from collections.abc import Collection

from bleadchallenge.domain.choices import Level, SchoolKind
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.schools.kinds import kind_by_code, kind_by_words
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader


def school_kinds(reader: Reader, urns: Collection[str]) -> dict[str, SchoolKind]:
    """The kind of each school for which a file says it.

    The register comes first, then the performance tables, then the download
    from the Department's register of today; of each the latest year.
    """
    found: dict[str, SchoolKind] = {}
    for file in ("register", "ks2", "gias"):
        lines = published_files.lines(reader, file, urns=urns, level=Level.SCHOOL)
        for line in sorted(lines, key=lambda line: line.source.year, reverse=True):
            kind = _kind(line)
            if kind is not None:
                found.setdefault(line.urn, kind)
    return found


def school_kind(reader: Reader, urn: str) -> SchoolKind | None:
    """The kind of one school; ``None`` where no file says it."""
    return school_kinds(reader, {urn}).get(urn)


def _kind(line: SourceLine) -> SchoolKind | None:
    if line.source.kind == "ks2":
        return kind_by_code(line.text("NFTYPE"))
    words = line.text("MINORGROUP") or line.text("ESTABLISHMENTTYPEGROUP (NAME)")
    return kind_by_words(words)
