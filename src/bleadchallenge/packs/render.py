"""A pack drawn in every form, into one folder."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.folder import Place, staged_folder
from bleadchallenge.packs.layout.lay_out import lay_out
from bleadchallenge.packs.layout.values import PackLayout
from bleadchallenge.packs.markdown import CHARTS, markdown_of
from bleadchallenge.packs.names import name_of
from bleadchallenge.packs.page import figure_of, page_of
from bleadchallenge.packs.templates import TemplateSet, shipped_templates
from bleadchallenge.packs.value import Pack

FORMS = ("md", "xlsx", "html")


def render(
    pack: Pack,
    folder: Path,
    forms: Collection[str] = FORMS,
    own_templates: Path | None = None,
    digest: str | None = None,
) -> tuple[Path, ...]:
    """Write a pack's folder, such as ``isg-pack-2018-03-15``, within ``folder``; gives its files.

    The same pack gives the same bytes in every form. Files that are there
    already are replaced, and only once all new ones are written. ``folder`` is
    made if the one above it is there; ``digest`` is the pack's, where it is
    known. Raises ``CannotCreateError`` or ``CannotWriteError``; nothing
    half-written is left.
    """
    with rendered(pack, folder, forms, own_templates, digest) as place:
        return place()


@contextmanager
def rendered(
    pack: Pack,
    folder: Path,
    forms: Collection[str] = FORMS,
    own_templates: Path | None = None,
    digest: str | None = None,
) -> Iterator[Place]:
    """Write a pack's folder beside its place; what it gives puts it there in one step."""
    _require_known(forms)
    name = name_of(pack)
    files = files_of(pack, name, forms, own_templates, digest)
    with staged_folder(folder, name, files) as place:
        yield place


def files_of(
    pack: Pack,
    name: str,
    forms: Collection[str] = FORMS,
    own_templates: Path | None = None,
    digest: str | None = None,
) -> dict[str, bytes]:
    """The files of a pack by their names within its folder."""
    press = TemplateSet(own_templates) if own_templates else shipped_templates()
    drawn, digest = lay_out(pack), digest or digest_of(pack)
    figures = {chart.anchor: figure_of(chart, press) for chart in drawn.charts()}
    files: dict[str, bytes] = {}
    if "md" in forms:
        files[f"{name}.md"] = markdown_of(pack, drawn, digest, press).encode()
        files |= {f"{CHARTS}/{each}.svg": svg.encode() for each, svg in figures.items()}
    if "html" in forms:
        files[f"{name}.html"] = page_of(pack, drawn, digest, figures, press).encode()
    if "xlsx" in forms:
        files[f"{name}.xlsx"] = _workbook(pack, drawn, digest, press)
    return files


def _workbook(pack: Pack, drawn: PackLayout, digest: str, press: TemplateSet) -> bytes:
    from bleadchallenge.packs.workbook.binding import workbook_of  # noqa: PLC0415 - its library is large

    return workbook_of(pack, drawn, digest, press)


def _require_known(forms: Collection[str]) -> None:
    unknown = sorted(set(forms) - set(FORMS))
    if unknown or not forms:
        raise UsageError(
            f"a pack is not written as {', '.join(unknown) or 'nothing'}",
            fix=f"choose among {', '.join(FORMS)}",
        )
