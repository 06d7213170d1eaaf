"""Where a store stands: a file, or a schema of a PostgreSQL server that a URL names."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from bleadchallenge.domain.errors import UsageError

DEFAULT_SCHEMA = "bleadchallenge"
_SCHEMES = ("postgresql", "postgres")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCHEMA = re.compile(r"(?!pg_)[a-z][a-z0-9_]{0,39}")
_SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """A store in a schema of a database: the URL without the schema is libpq's own."""

    url: str
    schema: str = DEFAULT_SCHEMA

    def __str__(self) -> str:
        """The URL as a person writes it, which holds no password."""
        return self.of_schema(self.schema)

    def of_schema(self, schema: str) -> str:
        """The URL of a schema of the same database."""
        return f"{self.url}{'&' if '?' in self.url else '?'}schema={schema}"


Place = Path | StoreUrl


def place_of(text: str) -> Place:
    """The place that a person names; raises ``UsageError`` for a URL that cannot be one."""
    scheme = _URL.match(text)
    if scheme is None:
        return Path(text)
    if scheme[1] not in _SCHEMES:
        raise UsageError(
            f"no store can be at {scheme[0]}…",
            fix="give --store a file, or postgresql://HOST/DATABASE?schema=NAME",
        )
    return _store_url(text)


def _store_url(text: str) -> StoreUrl:
    try:
        parts = urlsplit(text)
        said = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise _unreadable("it is not written as URLs are") from error
    if _has_password(parts, [name for name, _value in said]):
        raise UsageError(
            "the store's URL holds a password",
            why="it would stand in the list of processes and in the shell's history",
            fix="leave it out; put it into ~/.pgpass, a file that PGPASSFILE names, "
            "a service (PGSERVICEFILE) or PGPASSWORD",
        )
    if parts.fragment:
        raise _unreadable("a # has no meaning in it")
    schemas = [value for name, value in said if name == "schema"] or [DEFAULT_SCHEMA]
    if len(schemas) > 1 or not _SCHEMA.fullmatch(schemas[0]) or schemas[0] in _OTHERS:
        raise _unreadable(
            "a schema has one name: small letters, figures and _, a letter first, 40 at most"
        )
    rest = [(name, value) for name, value in said if name != "schema"]
    query = urlencode(rest, quote_via=quote)
    return StoreUrl(parts._replace(query=query).geturl(), schemas[0])


def _has_password(parts: SplitResult, names: list[str]) -> bool:
    user = parts.netloc.rpartition("@")[0]
    return bool(user.partition(":")[2]) or any(name.lower() in _SECRETS for name in names)


_OTHERS = frozenset({"public", "information_schema"})
"""Schemas that belong to everybody or to the server."""


def _unreadable(why: str) -> UsageError:
    return UsageError(
        "the store's URL cannot be read",
        why=why,
        fix="write it as postgresql://HOST/DATABASE?schema=NAME",
    )
