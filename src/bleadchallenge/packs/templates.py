"""The Jinja environments: one a format, each with its escaping applied everywhere."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from bleadchallenge import resources
from bleadchallenge.domain.errors import DataError
from bleadchallenge.packs.escaping import for_css, for_markdown, for_page, for_toml

_WOULD_UNDO_ESCAPING = ("safe", "urlize", "xmlattr", "tojson")


class TemplateSet:
    """Templates of every format: a user's own first, then the shipped ones.

    A template of one's own may extend the shipped one of the same name:
    ``{% extends "shipped:pack.md.j2" %}``.
    """

    def __init__(self, own: Path | None = None) -> None:
        """Look for templates in a folder of one's own before the shipped ones."""
        loader = _loader(own)
        self.markdown = _environment(loader, for_markdown)
        self.page = _environment(loader, for_page, autoescape=True)
        self.page.filters["css"] = for_css
        self.toml = _environment(loader, for_toml)

    def print_markdown(self, name: str, **said: object) -> str:
        """Text in Markdown from a template."""
        return _print(self.markdown, name, said)

    def print_page(self, name: str, **said: object) -> Markup:
        """HTML or SVG from a template; may be put into another as it is."""
        return Markup(_print(self.page, name, said))  # noqa: S704 - the template escaped it

    def print_toml(self, name: str, **said: object) -> str:
        """TOML from a template."""
        return _print(self.toml, name, said)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that hands out the fields of a drawn pack without looking into them each time."""

    def __init__(self, **options: object) -> None:
        """Begin without knowing any kind of value."""
        super().__init__(**options)
        self._fields: dict[type, frozenset[str]] = {}

    def getattr(self, obj: object, attribute: str) -> object:
        """An attribute, if a template may have it; the fields of our own values it may."""
        kind = type(obj)
        if kind not in self._fields:
            self._fields[kind] = _fields(kind)
        if attribute in self._fields[kind]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _fields(kind: type) -> frozenset[str]:
    """The fields of a value that packs are drawn from; none of any other thing."""
    if not kind.__module__.startswith("bleadchallenge.packs."):
        return frozenset()
    names = getattr(kind, "__dataclass_fields__", ())
    return frozenset(name for name in names if not name.startswith("_"))


@cache
def shipped_templates() -> TemplateSet:
    """The shipped templates, read once a run."""
    return TemplateSet()


def _loader(own: Path | None) -> BaseLoader:
    shipped = FileSystemLoader(resources.templates())
    first = [FileSystemLoader(own)] if own else []
    return ChoiceLoader([*first, shipped, PrefixLoader({"shipped": shipped}, delimiter=":")])


def _environment(
    loader: BaseLoader, finalize: Callable[[object], object], *, autoescape: bool = False
) -> ImmutableSandboxedEnvironment:
    environment = _Sandbox(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=autoescape,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    for name in _WOULD_UNDO_ESCAPING:
        del environment.filters[name]
    return environment


def _print(
    environment: ImmutableSandboxedEnvironment, name: str, said: Mapping[str, object]
) -> str:
    try:
        return environment.get_template(name).render(said)
    except TemplateError as error:
        where = getattr(error, "lineno", None)
        raise DataError(
            f"the template {getattr(error, 'name', None) or name} cannot be used"
            + (f", line {where}" if where else ""),
            why=str(error),
            fix="mend it, or take it out of your folder of templates to use the shipped one",
        ) from error
