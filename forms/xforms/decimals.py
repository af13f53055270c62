"""How numbers are printed: as Java does, and as people read them.

Here live the three printings of a number; reading numbers is `reading`'s.
"""

import math
from decimal import Decimal
from typing import Final

_LONG: Final = 2**63
_INT: Final = 2**31
_PLAIN_EXPONENTS: Final = range(-3, 7)
TINY: Final = 1e-12
"""Numbers closer than this are equal, as in JavaRosa."""


def java_number(number: float) -> str:
    """Print as Java's `Double.toString` does: whole ones with `.0`, large and small ones with exponent."""
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    exact = Decimal(repr(number + 0.0))
    exponent = exact.adjusted() if number else 0
    if exponent in _PLAIN_EXPONENTS:
        plain = f"{exact.normalize():f}"
        return plain if "." in plain else f"{plain}.0"
    mantissa = f"{exact.scaleb(-exponent).normalize():f}"
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{exponent}"


def format_number(number: float) -> str:
    """Print a number as it stands in an instance: whole ones plain, others as Java does."""
    if abs(number) < TINY:
        return "0"
    if math.isfinite(number) and number == int(number) and abs(number) < _LONG:
        return f"{Decimal(repr(number + 0.0)).to_integral_value():f}"
    return java_number(number)


def number_text(number: float) -> str:
    """Print a number as `string()` does: only whole ones below 2³¹ are plain, tiny ones are 0."""
    if abs(number) < TINY:
        return "0"
    if abs(number) < _INT and abs(number - int(number)) < TINY:
        return str(int(number))
    return java_number(number)


def plain_number(number: float) -> str:
    """Print a number without an exponent, for people and records."""
    return f"{Decimal(repr(number + 0.0)).normalize():f}" if math.isfinite(number) else java_number(number)
