"""The drawn file made fit for the archive: PDF/A-2b, and a tree of roles for readers by ear.

Here: metadata, output intent, the tree, line ends before `endstream`. Not here: what is drawn.
Source: ISO 19005-2 (level B), ISO 32000-1 14.7. `srgb.icc` was made by Little CMS (MIT) through Pillow,
its date set to a constant. What level A asks beyond this is not claimed: docs/papers/README.md.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFPage,
    PDFStream,
    PDFString,
)

from forms.papers.tagged import TaggedCanvas

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFInfo, PDFObjectReference

    from forms.papers.tagged import Marked, Path

_VERSION: Final = (1, 7)
_BORN: Final = "2000-01-01T00:00:00+00:00"
"""The date that the library writes into a file that must not change; XMP repeats it."""
_OPEN_END: Final = re.compile(rb"(?<!\n)endstream\nendobj\n\Z")
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{born}</xmp:CreateDate><xmp:ModifyDate>{born}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


class ArchiveCanvas(TaggedCanvas):
    """A canvas whose file is PDF/A-2b and tagged."""

    def save(self) -> None:
        """Finish the file and write it where the canvas was told."""
        if self._code:
            self.showPage()
        document = self._doc
        document._pdfVersion = _VERSION  # noqa: SLF001
        _describe(document)
        _tag(document, self.marks)
        raw = document.GetPDFData(self)
        self._filename.write(_ended(raw, document))


def _describe(document: PDFDocument) -> None:
    """Add metadata, the meaning of colours, and that the title stands in the window's bar."""
    catalog = document.Catalog
    metadata = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalog.Metadata = PDFStream(metadata, _xmp(document.info))
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    profile = PDFStream(PDFDictionary({"N": 3}), _profile())
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    _more(catalog, OutputIntents=PDFArray([PDFDictionary(intent)]))


def _tag(document: PDFDocument, marks: list[Marked]) -> None:
    """Build the tree of roles from what was drawn, and tell each page its part of it."""
    catalog = document.Catalog
    root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    root_ref = document.Reference(root)
    top = _Element("Document", root_ref)
    top_ref = root.dict["K"] = document.Reference(top)
    pages = [page for page in document.idToObject.values() if isinstance(page, PDFPage)]
    page_refs = [document.Reference(page) for page in pages]
    known: dict[Path, tuple[PDFObjectReference, _Element]] = {(): (top_ref, top)}
    parents: list[list[Any]] = [[] for _ in pages]
    for mark in marks:
        ref, element = _element_at(document, mark.path, known)
        element.alt = mark.alt
        element.marks.append((page_refs[mark.page], mark.mcid))
        parents[mark.page].append(ref)
    for n, page in enumerate(pages):
        _more(page, StructParents=n, Tabs=PDFName("S"))
    numbers = [item for n, refs in enumerate(parents) for item in (n, document.Reference(PDFArray(refs)))]
    root.dict["ParentTree"] = PDFDictionary({"Nums": PDFArray(numbers)})
    root.dict["ParentTreeNextKey"] = len(pages)
    catalog.StructTreeRoot = root_ref
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element_at(
    document: PDFDocument, path: Path, known: dict[Path, tuple[PDFObjectReference, _Element]]
) -> tuple[PDFObjectReference, _Element]:
    """Return the element of a path, made with those above it where this is the first of them."""
    if path not in known:
        above_ref, above = _element_at(document, path[:-1], known)
        element = _Element(path[-1][0], above_ref)
        known[path] = document.Reference(element), element
        above.kids.append(known[path][0])
    return known[path]


class _Element(PDFObject):  # type: ignore[misc]  # the library has no types
    """One part of the tree: its role, what stands below it or which marks on pages it is.

    It spells itself: by the library's dictionaries the tree would cost as much as the page.
    """

    __RefOnly__ = 1

    def __init__(self, role: str, above: PDFObjectReference) -> None:
        self.role, self.above, self.alt = role, above, ""
        self.kids: list[PDFObjectReference] = []
        self.marks: list[tuple[PDFObjectReference, int]] = []

    def format(self, document: PDFDocument) -> bytes:
        """Spell the object; the library calls this."""
        kids = [kid.format(document) for kid in self.kids]
        kids += [b"<</Type/MCR/Pg %b/MCID %d>>" % (page.format(document), mcid) for page, mcid in self.marks]
        alt = b"/Alt " + PDFString(self.alt).format(document) if self.alt else b""
        above, role = self.above.format(document), self.role.encode("ascii")
        return b"<</Type/StructElem/S/%b/P %b%b/K[%b]>>" % (role, above, alt, b" ".join(kids))


def _more(owner: Any, **entries: Any) -> None:
    """Let the library write entries of a catalogue or a page that its own list does not have."""
    owner.__NoDefault__ = [*dict.fromkeys([*owner.__NoDefault__, *entries])]
    for name, value in entries.items():
        setattr(owner, name, value)


def _xmp(info: PDFInfo) -> bytes:
    said = {
        name: escape(str(getattr(info, name) or ""))
        for name in ("title", "author", "subject", "producer", "keywords", "creator")
    }
    return _XMP.format(**said, born=_BORN).encode("utf-8")


@cache
def _profile() -> bytes:
    return (resources.files("forms.papers") / "srgb.icc").read_bytes()


def _ended(raw: bytes, document: PDFDocument) -> bytes:
    """Write the file anew with a line end before every `endstream`, and the table of places to match."""
    starts = sorted(document.idToOffset.items(), key=lambda place: place[1])
    table = raw.rindex(b"xref\n", 0, raw.rindex(b"startxref"))
    parts, places, at = [raw[: starts[0][1]]], {}, starts[0][1]
    for (name, start), end in zip(starts, [*(s for _, s in starts[1:]), table], strict=True):
        part = _OPEN_END.sub(b"\nendstream\nendobj\n", raw[start:end])
        number, _ = document.idToObjectNumberAndVersion[name]
        places[number] = at
        at += len(part)
        parts.append(part)
    rows = [b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)]
    rows += [b"%010d 00000 n \n" % places[number] for number in sorted(places)]
    trailer = raw[raw.index(b"trailer", table) : raw.rindex(b"startxref")]
    return b"".join([*parts, *rows, trailer, b"startxref\n%d\n%%%%EOF\n" % at])
