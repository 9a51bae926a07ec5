"""Free texts and file names from the corpus, and more of the kind."""

import json
import re
import unicodedata
from pathlib import Path

from tests.report.reading import squeezed

_CORPUS = Path(__file__).parents[1] / "data" / "hostile_inputs.json"
_MORE = (
    "kalimat biasa dengan  dua spasi dan\ttab",
    "spasi\u00a0tak\u2009putus\u3000lebar",
    "\u200bawal\u200cnol\u200dlebar\ufeff",
    "\u202dpaksa kiri\u202c \u2066sisip\u2069",
    "lunak\u00ad-hubung",
    "senyum \U0001f600 tangan \U0001f64f keluarga \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "hati \u2764\ufe0f dan \u2714",
    "fi \ufb01 fl \ufb02 ½ ² ™ € № → ≥ ≤ − – — “kutip” ‘satu’ …",
    "Ελληνικά Русский Tiếng Việt Ðoðð ǅ ȷ",
    "\u05d0\u05d1\u05d2 123 \u0661\u0662\u0663 abc",
    "\u0e01\u0e33 \u0939\u093f\u0928\u094d\u0926\u0940 \U00020000",
    "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029",
    "\ufffe\uffff\ufdd0\ue000\U0010ffff",
    "Z\u0351\u036b\u0343\u036a\u0302\u0334\u0335A",
    "_x0041_ _x000B_ &amp; &#65; &lt;b&gt;",
    "'=1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "[U+0041]",
    "A" * 4096,
    "\n" * 300 + "akhir",
    "kata " * 800,
    "(kurung\\garis miring) /Nama << >> endstream endobj %EOF",
)
_ALWAYS_DRAWN = 0x0250  # Latin, which both fonts hold whole


def label(text: str) -> str:
    """A short name of a text for the list of tests."""
    return ascii(text[:24])


def notes() -> list[str]:
    return [entry["text"] for entry in _entries("catatan")] + list(_MORE)


def file_names() -> list[str]:
    return [entry["text"] for entry in _entries("berkas") if entry["expected"] == "text-kept-verbatim"]


def _entries(context: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads(_CORPUS.read_text(encoding="utf-8"))["entries"]
    return [entry for entry in entries if entry["context"] == context]


def as_on_paper(text: str) -> re.Pattern[str]:
    """Each character itself or, where a font may lack it, its visible code; what shows nothing must show its code."""
    return re.compile("".join(_on_paper(each) for each in squeezed(text)))


def _on_paper(character: str) -> str:
    itself, code = re.escape(character), re.escape(f"[U+{ord(character):04X}]")
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return code
    return itself if ord(character) < _ALWAYS_DRAWN else f"(?:{itself}|{code})"


def as_in_xml(text: str) -> str:
    """As a sheet shows it: U+FFFD for what XML forbids, white space not counted."""
    allowed = re.compile("[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    return squeezed("".join(each if allowed.match(each) else "\ufffd" for each in text))
