"""The page as a browser shows and prints it; skipped where there is no Chromium."""

import re
from pathlib import Path

import pytest

from bleadchallenge.packs.render import files_of
from packs.samplepacks import full_pack
from page_tools import chromium, needs_chromium

SCHOOLS = 3
pytestmark = [needs_chromium]
MEASURE = """<script>
addEventListener("load", () => {
  const out = { wide: document.documentElement.scrollWidth, window: innerWidth };
  const part = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
  const light = t => { const [r, g, b] = t.match(/[\\d.]+/g).map(Number);
    return .2126 * part(r) + .7152 * part(g) + .0722 * part(b) };
  const behind = e => { while (e) { const c = getComputedStyle(e).backgroundColor;
    if (!/^rgba.*, 0\\)$/.test(c)) return c; e = e.parentElement } return "rgb(255,255,255)" };
  let least = 99;
  for (const e of document.querySelectorAll("body *:not(svg *)")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const s = getComputedStyle(e), a = light(s.color), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < least) { least = ratio; out.where = `${e.tagName} ${e.className} ${s.color} ${behind(e)}` }
  }
  out.least = least;
  document.title = "MEASURED " + JSON.stringify(out);
});
</script></head>"""


@pytest.fixture(scope="module")
def page() -> str:
    return files_of(full_pack(SCHOOLS), "pack", ("html",))["pack.html"].decode()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_the_window_and_every_text_has_contrast(
    page: str, tmp_path: Path, width: int
) -> None:
    """Measured within a frame, as a window is never narrower than the browser allows."""
    open_to_scripts = re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</head>", MEASURE)
    (tmp_path / "page.html").write_text(open_to_scripts, encoding="utf-8")
    (tmp_path / "frame.html").write_text(
        f'<iframe src="page.html" width="{width}" height="900" style="border:0"></iframe>'
        "<script>addEventListener('load', () => { const d = frames[0].document;"
        "document.body.append(d.title) })</script>"
    )
    frame = (tmp_path / "frame.html").as_uri()
    said = chromium(tmp_path, "--allow-file-access-from-files", "--dump-dom", frame)
    found = re.search(r'MEASURED \{"wide":(\d+),"window":(\d+),.*"least":([\d.]+)', said)
    assert found, said[-300:]
    assert int(found[2]) == width
    assert int(found[1]) <= width
    assert float(found[3]) >= 4.5, found[0]


def test_the_page_prints_on_a_sane_number_of_a4_pages(page: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    pdf = tmp_path / "page.pdf"
    chromium(
        tmp_path,
        "--no-pdf-header-footer",
        f"--print-to-pdf={pdf}",
        (tmp_path / "page.html").as_uri(),
    )
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes())
    assert SCHOOLS + 5 <= len(sheets) <= 2 * SCHOOLS + 8


def test_the_page_needs_no_network_and_no_script(page: str) -> None:
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert not re.search(r"url\(|@import", page)
