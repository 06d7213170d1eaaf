"""Policy files: read into the closed value that rules stand on, or refused by key and line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeVar, get_args, get_type_hints

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.policy import Holidays, Policy
from bleadchallenge.domain.policy_faults import PolicyFault, policy_faults
from bleadchallenge.domain.policy_kpi_templates import Template, by_code
from bleadchallenge.intake.toml_files import Keys, NotTomlError, entries_of, key_on, line_of

if TYPE_CHECKING:
    from pydantic import ValidationError

T = TypeVar("T")
_STORED = "the policy of the store"
_MEND = "bleadchallenge policy show > policy.toml, mend it, and policy set policy.toml"
_COMPARE = "bleadchallenge policy show prints one to compare it with"
_MISSING = "it is missing"
_SHOWN = 60
_NEAR = 60
_SHORT_LIST = 40
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "text in quotation marks",
    "date": "a day such as 2017-09-04",
    "tuple": "a list in square brackets",
    "dict": "a table",
    "dataclass": "a table",
}
_LIMITS = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of templates of indicators."""

    template: tuple[Template, ...]


@lru_cache(maxsize=8)
def read_policy(text: str) -> Policy:
    """The policy that the store keeps; entries that no program ever read are left unread.

    Raises ``NotOursError`` for what nothing can be judged by.
    """
    return _read(Policy, text, _STORED, unknown="ignore")


def check_policy(text: str, source: str) -> Policy:
    """The policy of a file that is to come into force; every entry is known and sound.

    Raises ``NotOursError`` with the key, the line and the remedy of the first fault.
    """
    policy = _read(Policy, text, source, unknown="forbid")
    if faults := list(_places(policy)):
        raise _refused(source, text, faults)
    return policy


def read_templates(text: str, source: str = "the templates of indicators") -> dict[str, Template]:
    """Templates by code, in the order they stand in their TOML text; raises as ``check_policy``."""
    return by_code(_read(TemplateFile, text, source, unknown="forbid").template)


def _read(kind: type[T], text: str, source: str, unknown: Literal["ignore", "forbid"]) -> T:
    from pydantic import TypeAdapter, ValidationError

    raw = _entries(text, source)
    try:
        value: T = TypeAdapter(kind).validate_json(
            json.dumps(raw, default=str), strict=True, extra=unknown
        )
    except ValidationError as error:
        raise _refused(source, text, _faults(kind, error)) from None
    if isinstance(value, Policy) and (faults := list(policy_faults(value))):
        raise _refused(source, text, faults)
    return value


def _entries(text: str, source: str) -> dict[str, object]:
    try:
        raw = entries_of(text)
    except NotTomlError as error:
        key = key_on(text, error.line)
        place = f"line {error.line}: {key}" if key else f"line {error.line}"
        raise NotOursError(
            f"{source}, {place}: it is not valid TOML: {error}", fix=_COMPARE
        ) from error
    if not raw:
        why = "terms, days and thresholds are read from it; nothing can be judged without"
        raise NotOursError(f"{source}, line 1: name: it has no entry", why=why, fix=_COMPARE)
    return raw


def _refused(source: str, text: str, faults: Sequence[PolicyFault]) -> NotOursError:
    # what is missing comes last: it may stand there under a wrong name
    first, *others = sorted(
        faults, key=lambda fault: (fault.words == _MISSING, line_of(text, fault.keys))
    )
    also = [f"{_dotted(each.keys)} (line {line_of(text, each.keys)})" for each in others]
    return NotOursError(
        f"{source}, line {line_of(text, first.keys)}: {_dotted(first.keys)}: {first.words}",
        why=f"{len(also)} more: {', '.join(also)}" if also else "",
        fix=f"{first.remedy}: {_MEND}" if source == _STORED else first.remedy,
    )


def _dotted(keys: Keys) -> str:
    """Keys as people write them; one of a list by its number from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)


def _faults(kind: type[object], error: "ValidationError") -> list[PolicyFault]:
    return [
        _fault(kind, tuple(each["loc"]), each["type"], each.get("ctx", {}), each["input"])
        for each in error.errors(include_url=False)
    ]


def _fault(
    kind: type[object], keys: Keys, code: str, limits: Mapping[str, object], found: object
) -> PolicyFault:
    """A fault as the validator found it, in the words of the policy."""
    if code == "unexpected_keyword_argument" or keys[-1] == "[key]":
        keys = tuple(key for key in keys if key != "[key]")
        instead = nearest(str(keys[-1]), _known(kind, keys))
        return PolicyFault(keys, "there is no such entry", instead)
    if code == "missing":
        return PolicyFault(keys, _MISSING, f"add it; {_COMPARE}")
    if code == "enum":
        # the validator tells of a closed list as of 'a', 'b' or 'c'
        words = str(limits["expected"]).split("'")[1::2]
        return PolicyFault(keys, f"{_plain(found)} is not on the list", nearest(str(found), words))
    return PolicyFault(keys, *_wrong(code, limits, found))


def _wrong(code: str, limits: Mapping[str, object], found: object) -> tuple[str, str]:
    """What is wrong with a value by itself, and what would be right."""
    if code in _LIMITS:
        limit, words = _LIMITS[code]
        bound = f"{words} {_plain(limits[limit])}"
        return f"it is {bound}, not {_plain(found)}", f"give {bound}"
    if code in {"too_short", "too_long"}:
        length = limits.get("min_length", limits.get("max_length"))
        return f"it holds {limits['actual_length']}, not {length}", f"name {length}"
    if code == "string_pattern_mismatch":
        if not str(found).strip():
            return "it is empty", "write it in words"
        return f"{_plain(found)} will not do", f"give text of the form {limits['pattern']}"
    wanted = _KINDS.get(code.split("_", maxsplit=1)[0], "a value of its kind")
    return f"{wanted} is wanted, not {_plain(found)}", f"give {wanted}"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    shown = json.dumps(value, ensure_ascii=False, default=str).replace("\\", "")
    return shown if len(shown) <= _SHOWN else "what stands there"


def nearest(found: str, known: Sequence[str]) -> str:
    """The nearest of what is known, or what may stand in its place."""
    from rapidfuzz import process, utils

    near = process.extractOne(found, known, processor=utils.default_process, score_cutoff=_NEAR)
    if near:
        return f"did you mean {near[0]}?"
    return f"give one of {', '.join(known[:_SHORT_LIST])}"


def _known(kind: object, keys: Keys) -> list[str]:
    """The entries that may stand where an unknown one was found."""
    for key in keys[:-1]:
        kind = get_type_hints(kind)[str(key)] if is_dataclass(kind) else get_args(kind)[0]
    if is_dataclass(kind):
        return [each.name for each in fields(kind)]
    return [entry.value for entry in get_args(kind)[0]]


def _places(policy: Policy) -> Iterator[PolicyFault]:
    """What the libraries of holidays and of time zones do not know."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - loaded where a policy is set

    if not _has_holidays(policy.holidays):
        yield _unknown_place(policy.holidays)
    if policy.time_zone not in (zones := available_timezones()):
        remedy = nearest(policy.time_zone, sorted(zones))
        yield PolicyFault(("time_zone",), f"{policy.time_zone!r} is not known", remedy)


def _has_holidays(place: Holidays) -> bool:
    """Whether a country, by its two letters, and its part have bank holidays that are known."""
    from holidays import country_holidays

    try:
        found = country_holidays(place.country, subdiv=place.subdivision or None)
    except NotImplementedError:
        return False
    return found.country == place.country


def _unknown_place(place: Holidays) -> PolicyFault:
    from holidays import list_supported_countries

    countries = list_supported_countries(include_aliases=False)
    country, part = place.country, place.subdivision
    if country not in countries:
        remedy = f"give its two letters (ISO 3166), such as GB; {nearest(country, [*countries])}"
        return PolicyFault(("holidays", "country"), f"{country!r} is not known", remedy)
    remedy = nearest(part, countries[country] or ["nothing"])
    return PolicyFault(("holidays", "subdivision"), f"{country} has no {part!r}", remedy)
