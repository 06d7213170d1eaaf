"""The digest of a pack: the same for the same pack, whenever and wherever it is made."""

import hashlib
import json
from collections.abc import Hashable
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import Any

from bleadchallenge.packs.value import Pack


def digest_of(pack: Pack) -> str:
    """The SHA-256 of what a pack says, in hexadecimal.

    It is taken over one canonical text in which a field that holds its default
    is left out, so that a field added later does not change an older digest.
    """
    text = json.dumps(pack, default=_canonical, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: Any) -> Any:  # noqa: ANN401 - whatever a pack is made of
    if isinstance(value, date):
        return {"day": value.isoformat()}
    kind: Hashable = type(value)
    said = {
        name: getattr(value, name)
        for name, default in _fields(kind)
        if getattr(value, name) != default
    }
    return {type(value).__name__: said}


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:  # noqa: ANN401 - any class of a pack
    return tuple((each.name, _default(each)) for each in fields(kind))


def _default(each: Any) -> Any:  # noqa: ANN401 - a field's default is of its own kind
    return each.default if each.default is not MISSING else _NO_DEFAULT


_NO_DEFAULT = object()
