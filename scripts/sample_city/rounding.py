"""How the Department writes its figures: halves go up, percentages are whole numbers."""

from math import floor


def half_up(value: float, decimals: int = 0) -> float:
    """Round to this many decimals, halves away from zero; minus nought is nought."""
    scale = float(10**decimals)
    size = floor(abs(value) * scale + 0.5) / scale
    return -size if value < 0 and size else size


def percent(count: int, out_of: int) -> str:
    """Write a share as ``53%``; the sum is done in whole numbers, so that no half is lost."""
    return f"{(200 * count + out_of) // (2 * out_of)}%"


def one_decimal(value: float) -> str:
    """Write ``1.0``, as the tables did until 2016/17."""
    return f"{half_up(value, 1):.1f}"


def bare(text: str) -> str:
    """Write ``1.0`` as ``1``, as the tables do from 2017/18; codes pass unchanged."""
    return text.removesuffix(".0")


def plain(value: float) -> str:
    """Write a number with at most one decimal: ``49.3``, ``51``."""
    return bare(one_decimal(value))
