"""Lập gói đơn vị hành chính: a public list of the country's units becomes a package to publish."""

from datetime import date

from forms.catalogue.package import Head, PackageKind
from forms.catalogue.units import write
from forms.catalogue.units_dataset import read_dataset


def make_units(raw: bytes, edition: str, effective_from: date, source: str) -> bytes:
    """Return the package of kind `units`; publishing it is another verb's.

    Args:
        raw: The data set (`forms.catalogue.units_dataset`).
        edition: Name of the edition, e.g. `2026.07`.
        effective_from: First day in force.
        source: The decisions it rests on, and the data set with its licence.

    Raises:
        RuleError: The data set cannot be used.
    """
    return write(read_dataset(raw), Head(PackageKind.UNITS, edition, effective_from, source=source))
