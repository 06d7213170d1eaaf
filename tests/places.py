"""Where the real files lie, and how a test says that it needs them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

PUBLISHED = Path(__file__).resolve().parents[1] / "sample_data" / "published"

needs_shared = [
    pytest.mark.real,
    pytest.mark.skipif(
        not SHARED.exists(), reason="the real files are not beside the project (../shared)"
    ),
]
