"""The digest of a pack: the same for the same pack, whenever and wherever it is made."""

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date

from bleadchallenge.packs.value import Pack


def digest_of(pack: Pack) -> str:
    """The SHA-256 of what a pack says, in hexadecimal.

    It is taken over one canonical text in which a field that holds its default
    is left out, so that a field added later does not change an older digest.
    """
    text = json.dumps(pack, default=_canonical, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    kind = type(value)
    said = {
        name: getattr(value, name)
        for name, default in _defaults(kind.__name__, kind)
        if getattr(value, name) != default
    }
    return {kind.__name__: said}


_NO_DEFAULT = object()
_KNOWN: dict[str, tuple[tuple[str, object], ...]] = {}


def _defaults(name: str, kind: type[object]) -> tuple[tuple[str, object], ...]:
    """The fields of a class with their defaults, looked up once."""
    if name not in _KNOWN:
        _KNOWN[name] = tuple(
            (each.name, _NO_DEFAULT if each.default is MISSING else each.default)
            for each in (fields(kind) if is_dataclass(kind) else ())
        )
    return _KNOWN[name]
