"""Chuyển bảng mã: what encoding a text file is in, and the text as it would be in Unicode."""

from dataclasses import dataclass

from forms.text.legacy import decode


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """What a file of text holds.

    Attributes:
        read_as: How its bytes were read: `utf-8`, `utf-16`, `windows-1252`.
        found: The old encoding it seems to be in, or empty where it needs no conversion.
        confidence_percent: How many of its words with marks are Vietnamese once converted, 0 to 100.
        examples: A few words as they stand and as they would be.
        unicode: The text converted, or as it stands where nothing was found.
    """

    read_as: str
    found: str
    confidence_percent: int
    examples: tuple[tuple[str, str], ...]
    unicode: str


def convert_text(raw: bytes) -> ConvertedText:
    """Look at a text file; the file itself is not touched.

    Args:
        raw: Its bytes.
    """
    text, read_as, offer = decode(raw)
    if offer is None:
        return ConvertedText(read_as, "", 0, (), text)
    percent = round(100 * offer.confidence)
    return ConvertedText(read_as, offer.encoding.value, percent, offer.examples, offer.converted)
