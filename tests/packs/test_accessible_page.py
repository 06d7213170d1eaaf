"""The page as axe-core and the Nu HTML checker judge it, on a telephone and on a desk."""

import html
import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bleadchallenge.packs.render import files_of
from bleadchallenge.packs.value import Pack
from editions import edition
from packs.samplepacks import full_pack
from page_tools import AXE, NU, chromium, needs_axe, needs_chromium, needs_nu

pytestmark = pytest.mark.xdist_group("sample programme")

MEETING = date(2018, 3, 15)
RUN = """<script>addEventListener("load", () => axe.run(document, { resultTypes: ["violations"] })
  .then(found => { document.title = "AXE " + JSON.stringify(found.violations.map(each => (
    { id: each.id, help: each.help, where: each.nodes.slice(0, 5).map(node => node.html) }))) }))
</script></head>"""
FRAME = """<!doctype html><iframe src="page.html" width="{width}" height="900"></iframe><script>
const asking = setInterval(() => {{ const said = frames[0].document.title;
  if (said.startsWith("AXE ")) {{ clearInterval(asking);
    document.body.append(Object.assign(document.createElement("pre"), {{ textContent: said }})) }}
}}, 100)</script>"""


@pytest.fixture(scope="module", params=["the group's pack", "every kind of block"])
def page(request: pytest.FixtureRequest) -> str:
    pack: Pack = full_pack(2)
    if request.param == "the group's pack":
        pack = edition(request.getfixturevalue("issued_store"), MEETING).made()
    return files_of(pack, "pack", ("html",))["pack.html"].decode()


def violations(page: str, folder: Path, width: int) -> list[dict[str, Any]]:
    """What axe finds in a page within a frame of a width; scripts are let in for it."""
    script = AXE.read_text(encoding="utf-8").replace("</script", r"<\/script")
    opened = re.sub(r"<meta http-equiv[^>]*>", "", page)
    opened = opened.replace("</head>", f"<script>{script}</script>{RUN}")
    (folder / "page.html").write_text(opened, encoding="utf-8")
    frame = folder / "frame.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    said = chromium(
        folder,
        "--allow-file-access-from-files",
        "--virtual-time-budget=120000",
        "--dump-dom",
        frame.as_uri(),
    )
    found = re.search(r"<pre>AXE (.*?)</pre>", said, re.DOTALL)
    assert found, said[-300:]
    answer: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return answer


@needs_chromium
@needs_axe
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_in_the_page(page: str, tmp_path: Path, width: int) -> None:
    assert violations(page, tmp_path, width) == []


def test_a_card_on_a_telephone_says_whose_indicator_it_is(page: str) -> None:
    """What stands once in a table's column stands in each card, and is read out to listeners."""
    if "What the group is asked on" in page:
        assert page.count('<span class="again vh">support</span>') > 20
        assert page.count('<span class="again vh">school</span>') > 20


@needs_chromium
@needs_axe
def test_axe_would_find_a_table_without_a_name_for_its_region(tmp_path: Path) -> None:
    """The check looks: what is broken on purpose is found."""
    page = files_of(full_pack(1), "pack", ("html",))["pack.html"].decode()
    broken = re.sub(r'<html lang="[^"]*">', "<html>", page)
    assert [each["id"] for each in violations(broken, tmp_path, 1280)] == ["html-has-lang"]


@needs_nu
def test_the_nu_html_checker_finds_nothing_in_the_page(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", str(NU), "--format", "json", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stderr)["messages"] == []
