"""Papers that last: what PDF/A-1b (ISO 19005-1) asks for beyond what the press draws anyway.

Everything the eye sees is in the file already: fonts are embedded, nothing is transparent, nothing
runs. Added here are what a grey means (a colour profile), who made the file and in which language
(XMP, in the same words as the older dictionary beside it), and ends of line where the standard
wants them.
"""

from __future__ import annotations

import struct
from datetime import datetime
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desk.domain.records import VN

LANGUAGE: Final = "vi-VN"
VERSION: Final = (1, 4)  # of PDF: the one that PDF/A-1 is made of
_END: Final = b"endstream\n"
_ASCII: Final = 128
_CONDITION: Final = "sRGB IEC61966-2.1"
_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def make_lasting(canvas: Canvas, made: datetime) -> None:
    """Give a document what PDF/A-1b asks for; its title and the like are set already."""
    # The canvas has no door for these; the document behind it has them in its catalogue.
    document: Any = canvas.__dict__["_doc"]
    info = document.info
    facts = {
        name: escape(getattr(info, name))
        for name in ("title", "author", "subject", "creator", "producer", "keywords")
    }
    made_at = made.astimezone(VN).replace(microsecond=0).isoformat()
    packet = _PACKET.format(language=LANGUAGE, made=made_at, **facts).encode()
    catalog = document.Catalog
    catalog.Metadata = pdfdoc.XMP(creator=lambda _: packet)
    catalog.__Defaults__ = {**catalog.__Defaults__, "OutputIntents": pdfdoc.PDFArray([_intent()])}


def _intent() -> Any:
    """Return what colours and greys mean, for whoever shows or prints the file later."""
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 3, "Alternate": pdfdoc.PDFName("DeviceRGB")}),
        srgb(),
        filters=[pdfdoc.PDFZCompress],
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString(_CONDITION),
            "Info": pdfdoc.PDFString(_CONDITION),
            "DestOutputProfile": profile,
        }
    )


@cache
def srgb() -> bytes:
    """Return an ICC profile (ICC.1:2001-04, version 2) of the colours that screens are made for.

    PDF/A-1 knows no later version. The primaries are those of IEC 61966-2-1 seen under D50, its
    curve is given in 1,024 points.
    """
    curve = struct.pack(">4sII1024H", b"curv", 0, 1024, *map(_linear, range(1024)))
    name = _CONDITION.encode() + b"\0"
    described = struct.pack(">4sII", b"desc", 0, len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    tags = [
        (b"desc", described),
        (b"cprt", b"text" + bytes(4) + b"Free of rights\0"),
        (b"wtpt", _xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", _xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", _xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", _xyz(0.14307, 0.06061, 0.71410)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    places: dict[bytes, int] = {}
    body = b""
    start = _ASCII + 4 + 12 * len(tags)
    table = struct.pack(">I", len(tags))
    for sign, data in tags:
        if data not in places:  # the three curves are one
            body += bytes(-len(body) % 4)
            places[data] = start + len(body)
            body += data
        table += struct.pack(">4sII", sign, places[data], len(data))
    body += bytes(-len(body) % 4)
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    light = struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)  # D50
    head += date + b"acsp" + bytes(4 + 4 + 4 + 4 + 8 + 4) + light
    return head + bytes(_ASCII - len(head))


def _xyz(*values: float) -> bytes:
    fixed = (round(value * 65536) for value in values)
    return struct.pack(">4sI3i", b"XYZ ", 0, *fixed)


def _linear(step: int) -> int:
    """Return how bright a step of 1,023 is, of 65,535 (IEC 61966-2-1)."""
    part = step / 1023
    bright = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's own
    return round(bright * 65535)


def _ended(document_stream: Any, document: Any) -> bytes:
    """Write a stream whose last byte is followed by an end of line (ISO 19005-1, 6.1.7)."""
    written: bytes = _written(document_stream, document)
    return written[: -len(_END)] + b"\n" + _END


# ReportLab leaves that line end out, and offers no place to add it; nobody else here uses it.
_written = pdfdoc.PDFStream.format
setattr(pdfdoc.PDFStream, "format", _ended)  # noqa: B010 - else the type checker sees a method lost
