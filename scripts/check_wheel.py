"""Build the wheel, install it outside the checkout, and let it write a pack there."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed, and give back what it printed."""
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=env,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        print(f"{' '.join(map(str, words))} ended with {done.returncode}")
        print(done.stdout + done.stderr)
        sys.exit(1)
    return done.stdout


def main() -> int:
    """Check the wheel; say nothing unless it fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(
            *(sys.executable, "-m", "build", "--wheel", "--no-isolation"),
            *("--outdir", folder, ROOT),
            cwd=folder,
        )
        (wheel,) = folder.glob("*.whl")
        site = folder / "site"
        run(
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--disable-pip-version-check", "--target", site, wheel),
            cwd=folder,
        )
        if not (site / "share" / "man" / "man1" / "bleadchallenge.1").exists():
            print("the wheel has no man page")
            return 1
        env = {**os.environ, "PYTHONPATH": str(site)}
        where = run(
            *(sys.executable, "-c", "import bleadchallenge; print(bleadchallenge.__file__)"),
            cwd=folder,
            env=env,
        )
        if not where.startswith(str(site)):
            print(f"the checkout was used in place of the wheel: {where}")
            return 1
        program = (sys.executable, "-m", "bleadchallenge")
        run(*program, "demo", "--store", "x.db", "--until", "2017-11-01", cwd=folder, env=env)
        out = ("report", "isg-pack", "--meeting", "2017-10-12", "--out", "packs")
        run(*program, *out, "--store", "x.db", cwd=folder, env=env)
        made = {path.suffix for path in (folder / "packs").rglob("*") if path.is_file()}
        if not {".md", ".xlsx", ".html"} <= made:
            print(f"the wheel wrote only {sorted(made)}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
