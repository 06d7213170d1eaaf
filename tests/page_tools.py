"""What the tests of pages need beyond Python: where it is, and how to get what is absent.

`.ci/run` installs all of it. axe-core and the Nu HTML checker stand in a folder of their own
outside the repository, which ``BLEADCHALLENGE_TOOLS`` may name.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TOOLS = Path(os.environ.get("BLEADCHALLENGE_TOOLS") or Path.home() / ".cache/bleadchallenge-tools")
AXE = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
NU = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _needs(name: str, *, found: bool, how: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not found, reason=f"needs {name}: {how}")


_NPM = f"npm install --prefix {TOOLS}"
needs_chromium = _needs("Chromium", found=CHROMIUM is not None, how="apt-get install chromium")
needs_poppler = _needs(
    "pdftotext",
    found=shutil.which("pdftotext") is not None,
    how="apt-get install poppler-utils",
)
needs_libreoffice = _needs(
    "LibreOffice",
    found=shutil.which("soffice") is not None,
    how="apt-get install libreoffice-calc-nogui",
)
needs_axe = _needs("axe-core", found=AXE.exists(), how=f"{_NPM} axe-core")
needs_nu = _needs(
    "the Nu HTML checker",
    found=NU.exists() and shutil.which("java") is not None,
    how=f"apt-get install default-jre-headless; {_NPM} vnu-jar",
)


def chromium(folder: Path, *args: str) -> str:
    """Chromium without a window, a network or a past."""
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", f"--user-data-dir={folder / 'profile'}", *args,
        ],
        capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    return done.stdout
