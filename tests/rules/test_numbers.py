"""Every reply of the corpus of hostile inputs, its siblings the corpus does not list, and what holds for any text."""

import json
import sys
import unicodedata
from decimal import Context, Decimal, Inexact, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.indicators import NumberKind
from bot.rules.numbers import Ask, Asked, Number, Reject, Why, read_number, say_money, say_number, say_value

CORPUS = json.loads((Path(__file__).parents[1] / "data" / "hostile_inputs.json").read_text(encoding="utf-8"))
REPLIES = [entry for entry in CORPUS["entries"] if entry["context"] not in ("catatan", "berkas")]
NO_DATA = "<belum ada data>"
KINDS = {
    "angka": NumberKind.DECIMAL,
    "persen": NumberKind.PERCENT,
    "rupiah": NumberKind.MONEY,
    "bulat": NumberKind.WHOLE,
}
UNITS = {"persen": "%", "rupiah": "Rp"}


def asked_in(context: str, **known: Any) -> Asked:
    """The question a context of the corpus stands for: "persen_bertanda", "bulat:orang", ..."""
    name, _, unit = context.partition(":")
    plain = name.removesuffix("_bertanda")
    return Asked(KINDS[plain], unit or UNITS.get(plain, ""), signed=plain != name, year=2026, **known)


# --- the corpus


def test_the_corpus_is_whole() -> None:
    assert CORPUS["meta"]["count"] == len(CORPUS["entries"]) == 259
    assert len(REPLIES) == 225


@pytest.mark.parametrize("entry", REPLIES, ids=lambda entry: entry["id"])
def test_a_reply_of_the_corpus_is_read_as_listed(entry: dict[str, Any]) -> None:
    known = {key: Decimal(entry[key]) for key in ("previous", "target") if key in entry}
    answer = read_number(entry["text"], asked_in(entry["context"], **known))
    match entry["expected"].partition(":"):
        case ("number", _, digits):
            assert answer == Number(Decimal(digits))
        case ("ask", _, _):
            assert isinstance(answer, Ask)
            offered = {*answer.readings, *([NO_DATA] if answer.no_data else [])}
            wanted = {each if each == NO_DATA else Decimal(each) for each in entry["candidates"]}
            assert wanted
            assert wanted <= offered
        case ("reject", _, _):
            assert isinstance(answer, Reject)
        case other:
            pytest.fail(f"the corpus has an outcome unknown here: {other}")


# --- siblings: context, reply, answer ("= value", "? why readings", "! why"), reason

SIBLINGS = [
    # figures
    ("angka", "85,5", "= 85.5", "decimal comma"),
    ("angka", ".5", "= 0.5", "missing leading zero, with a dot"),
    ("angka", "1.234.567,89", "= 1234567.89", "Indonesian in full"),
    ("angka", "1,234.56", "= 1234.56", "English in full"),
    ("angka", "1,234.567", "= 1234.567", "the last separator differs"),
    ("angka", "1234,56", "= 1234.56", "no groups"),
    ("angka", "1234.567", "= 1234.567", "the first group would have four digits: a decimal"),
    ("angka", "1500.000", "? grouping 1500.000 1500000", "a dot forgotten, or three zeros"),
    ("rupiah", "1500.000", "? grouping 1500 1500000", "nobody writes a thousandth of a rupiah"),
    ("rupiah", "1234.567", "? grouping 1234.567 1234567", "the same with other digits"),
    ("bulat:orang", "1234.567", "? grouping 1234567", "the same, counted"),
    ("angka", "0,3333333333", "= 0.3333333333", "ten decimals are allowed"),
    ("angka", "0,33333333333", "! too_long", "eleven are not"),
    ("angka", "999.999.999.999.999", "= 999999999999999", "fifteen digits are allowed"),
    ("angka", "1.000.000.000.000.000", "! too_long", "sixteen are not"),
    ("angka", "0,0", "= 0.0", "zero with its scale"),
    ("angka", "2.026", "? grouping 2026 2.026", "a group, not a year"),
    ("angka", "1.234.", "? grouping 1234 1.234", "a full stop after it changes nothing"),
    ("angka", "85.", "? stray 85", "the end of a sentence, or unfinished"),
    ("angka", "85,-", "? stray 85", "the end of an amount where no money is asked"),
    ("angka", "007", "? leading_zero 7 0.07", "comma forgotten?"),
    ("angka", "00", "? leading_zero 0", "typed twice"),
    ("angka", "00,5", "? leading_zero 0.5", "typed twice"),
    ("angka", "01.234.567", "! broken_groups", "a group cannot start with 0"),
    ("angka", "1.234.5678", "! broken_groups", "a group of four"),
    ("angka", "12.34.567", "! broken_groups", "a group of two"),
    ("angka", "12,34,567", "! broken_groups", "Indian groups"),
    ("angka", "1..5", "! broken_groups", "two dots"),
    ("angka", "..5", "! broken_groups", "two dots in front"),
    ("angka", "85,,", "! broken_groups", "two commas behind"),
    ("angka", "1_000", "! expression", "Python's groups"),
    ("angka", "1'234'567", "! several", "Swiss groups are not used here"),
    ("bulat:orang", "12,5", "! fractional", "half a person"),
    ("bulat:orang", "12.5", "! fractional", "half a person"),
    ("bulat:orang", "1.234,0", "= 1234", "whole in spite of the comma"),
    ("bulat:orang", "1,234", "? grouping 1234", "English groups where a comma makes decimals"),
    ("bulat:orang", "12,000", "? grouping 12 12000", "either way whole"),
    ("rupiah", "1,500", "? grouping 1500", "English groups where a comma makes decimals"),
    ("rupiah", "12,50", "? tiny_money 12.50 12500 12500000", "nobody reports 12,5 rupiah"),
    ("rupiah", "1500.5", "= 1500.5", "above a thousand, sen are believed"),
    # what is not seen
    ("angka", "\ufeff85", "= 85", "byte order mark"),
    ("angka", "8\u00ad5", "= 85", "soft hyphen"),
    ("angka", "8\u200c5", "= 85", "zero-width non-joiner"),
    ("angka", "\u300085", "= 85", "ideographic space outside"),
    ("angka", "1\u202f234\u202f567,5", "= 1234567.5", "narrow spaces as group signs"),
    ("angka", "1\u2009234\u2009567", "= 1234567", "thin spaces as group signs"),
    ("angka", "1 234 567", "? spaced 1234567", "plain spaces: perhaps three numbers"),
    ("angka", "1\u00a0234", "? spaced 1234", "one group only"),
    ("angka", "1 234,5", "? spaced 1234.5", "one group only"),
    ("angka", "85, 5", "? spaced 85.5", "space behind the comma"),
    ("angka", "85, 90", "! several", "a list"),
    ("angka", "85\t90", "! several", "two cells"),
    ("angka", "\u200e85", "! hidden", "a direction mark"),
    ("angka", "\u206685\u2069", "! hidden", "direction isolates"),
    ("angka", "85\x1b[0m", "! hidden", "terminal escape"),
    ("angka", "85\u2028", "! hidden", "line separator"),
    ("angka", "8\ufe0f\u20e35\ufe0f\u20e3", "! hidden", "keycaps"),
    ("angka", "8\u03365", "! hidden", "struck out by a combining mark"),
    ("angka", "\ue00085", "! hidden", "private use"),
    ("angka", "85\u3164", "! hidden", "a letter that is blank"),
    ("angka", "\n\n", "! empty", "only blanks"),
    ("angka", "\u200b", "! empty", "nothing that is seen"),
    # percent
    ("persen", "85 prosen", "= 85", "as many say it"),
    ("persen", "85persen", "= 85", "glued"),
    ("persen", "100,00%", "= 100.00", "not above 100"),
    ("persen", "100,01", "? above_hundred 100.01", "above 100"),
    ("persen", "085%", "? leading_zero 85 0.85", "comma forgotten?"),
    ("persen", "% 85", "? stray 85", "sign in front"),
    ("persen", "85 per sen", "? worded 85", "a misspelling"),
    ("persen", "85% 90%", "! several", "two values"),
    ("persen", "%", "! no_number", "a sign alone"),
    ("persen", "-5%", "! negative", "cannot be negative"),
    ("persen", "85‰", "! wrong_scale", "per mille"),
    ("persen", "85 juta", "! wrong_scale", "millions of percent"),
    ("persen", "85 kg", "? other_unit 85", "another unit"),
    ("persen", "17 dari 20", "? fraction 17 85", "what it makes in percent is offered too"),
    ("persen", "2/3", "? fraction 66.67", "rounded, but only offered"),
    ("persen", "delapan puluh lima persen", "? spelled 85", "in words"),
    ("persen_bertanda", "-2,5 %", "= -2.5", "may be negative"),
    ("persen_bertanda", "-150", "= -150", "not above 100"),
    ("angka", "85%", "? other_unit 85", "the unit is not percent"),
    # rupiah
    ("rupiah", "Rp.1.500.000,-", "= 1500000", "dots everywhere"),
    ("rupiah", "Rp 1.500.000,00", "= 1500000.00", "with sen"),
    ("rupiah", "1.500.000,--", "= 1500000", "two dashes"),
    ("rupiah", "Rp 1.500.000 rupiah", "= 1500000", "said twice"),
    ("rupiah", "IDR1500000", "= 1500000", "bank notation"),
    ("rupiah", "Rp1,5 juta rupiah", "= 1500000", "in millions"),
    ("rupiah", "250rb", "= 250000", "thousands, short"),
    ("rupiah", "1,25 milyar", "= 1250000000", "the old spelling"),
    ("rupiah", "Rp 1,5 jt.", "= 1500000", "the dot of an abbreviation"),
    ("rupiah", "1,50 juta", "= 1500000", "no zeros nobody typed"),
    ("rupiah", "1,5 M", "? slang 1500000000 1500000", "miliar or million"),
    ("rupiah", "2 T", "? slang 2000000000000", "a letter"),
    ("rupiah", "1.500 rb", "? grouping 1500000 1500", "1.500 thousands or 1,5"),
    ("rupiah", "5 ribu juta", "? stray 5000000000", "two scales"),
    ("rupiah", "1 juta 500 ribu", "? spelled 1500000", "as it is spoken"),
    ("rupiah", "500 ribu 1 juta", "! several", "not as it is spoken"),
    ("rupiah", "Rp1.500.000 (satu juta lima ratus ribu rupiah)", "? spelled 1500000", "as letters write it"),
    ("rupiah", "Rp1.500.000 (satu juta lima ratus rupiah)", "! several", "the two do not agree"),
    ("rupiah", "setengah miliar", "? spelled 500000000", "in words"),
    ("rupiah", "Rp 1 500 000", "? spaced 1500000", "spaces for dots"),
    ("rupiah", "Rp -", "? nothing 0", "how a table writes nothing"),
    ("rupiah", "(1.500.000)", "? sign 1500000", "negative in ledgers, which is not possible here"),
    ("rupiah", "-Rp1.500.000", "! negative", "cannot be negative"),
    ("rupiah", "Rp-1.500.000", "! negative", "cannot be negative"),
    ("rupiah", "1.500.000.00", "! broken_groups", "a group of two"),
    ("rupiah", "USD 1500", "! currency", "another currency"),
    ("rupiah", "€1.500", "! currency", "another currency"),
    ("rupiah", "Rp 1.500.000/bulan", "! expression", "a rate"),
    ("rupiah", "85 jutaan", "! wrong_scale", "tens of millions, more or less"),
    ("rupiah", "999999999999 juta", "! too_long", "eighteen digits"),
    ("rupiah", "85%", "? other_unit 85", "not an amount"),
    # units
    ("bulat:orang", "85 org.", "= 85", "short form with its dot"),
    ("bulat:orang", "85orang", "= 85", "glued"),
    ("bulat:dokumen", "12 dok.", "= 12", "short form"),
    ("bulat:dokumen", "12 lap", "? other_unit 12", "reports, not documents"),
    ("bulat:orang", "85 jiwa", "? worded 85", "another word"),
    ("bulat:orang", "orang 85", "? stray 85", "unit in front"),
    ("bulat:orang", "85 orang 3 dokumen", "! several", "two values"),
    ("bulat:orang", "85 ribu", "! wrong_scale", "people are counted one by one"),
    ("bulat:orang", "85k", "! wrong_scale", "people are counted one by one"),
    ("bulat:orang", "Rp85", "? other_unit 85", "not money"),
    ("bulat:mega watt", "1.250 Mega Watt", "= 1250", "a unit of two words"),
    ("angka:per 1.000 KH", "9,5 per 1.000 KH", "= 9.5", "the figure in the unit is none"),
    ("angka:km²", "12,5 km²", "= 12.5", "the unit may hold what no reply may"),
    ("angka:-", "85-90", "! range", "a dash for a unit is no unit"),
    ("angka:Miliar Rupiah", "5,2 miliar rupiah", "= 5.2", "the unit is counted in miliar"),
    ("angka", "2,5 juta", "? other_unit 2500000 2.5", "the unit may be counted in millions"),
    ("angka", "85k", "? other_unit 85000 85", "chat slang"),
    ("angka", "Rp85", "? other_unit 85", "not money"),
    # signs
    ("angka_bertanda", "-5,5", "= -5.5", "plain minus"),
    ("angka_bertanda", "-1.234", "? grouping -1234 -1.234", "both readings negative"),
    ("angka_bertanda", "–5", "? sign -5 5", "a long dash: minus, or an item of a list"),
    ("angka_bertanda", "- 5", "? sign -5 5", "minus, or an item of a list"),
    ("angka_bertanda", "\u20115", "? sign -5 5", "non-breaking hyphen"),
    ("angka_bertanda", "5-", "? sign -5 5", "minus behind"),
    ("angka_bertanda", "(5)", "? sign -5 5", "negative in ledgers"),
    ("angka_bertanda", "minus 5", "? sign -5", "in words"),
    ("angka_bertanda", "min 5", "? sign -5", "minus, where negatives exist"),
    ("angka_bertanda", "turun 5", "? sign -5 5", "fell by 5"),
    ("angka_bertanda", "minus lima", "? spelled -5", "in words"),
    ("angka_bertanda", "-5 (naik dari -8)", "? two_figures -5 -8", "both with their signs"),
    ("angka_bertanda", "--5", "! expression", "two signs"),
    ("angka_bertanda", "\uff0d5", "! expression", "full-width sign"),
    ("angka", "−5", "! negative", "cannot be negative"),
    ("angka", "–5", "! negative", "cannot be negative"),
    ("angka", "minus 5", "! negative", "cannot be negative"),
    ("angka", "-0", "? sign 0", "a dash and a zero"),
    ("angka", "+ 5", "? sign 5", "a sign apart"),
    ("angka", "++5", "! expression", "two signs"),
    ("angka", "5-", "? sign 5", "stray, as negatives are impossible"),
    ("angka", "(85)", "? sign 85", "stray brackets"),
    # nothing
    ("angka", "--", "? nothing 0", "drawn twice"),
    ("angka", "N.A.", "? nothing 0", "English"),
    ("angka", "blm ada data", "? nothing 0", "short form"),
    ("angka", "Maaf, belum ada data.", "? nothing 0", "politely"),
    ("angka", "TW II belum ada", "? nothing 0", "with its period"),
    ("angka", "Realisasi: nihil", "? nothing 0", "with a label"),
    ("angka", "belum ada, kegiatan baru mulai", "? nothing 0", "with a reason"),
    ("angka", "menyusul", "? nothing 0", "to follow"),
    ("angka", "TBA", "? nothing 0", "to follow"),
    ("angka", "0 (nihil)", "? worded 0", "zero or no data, said both ways"),
    ("angka", "nol persen", "? spelled 0", "zero or no data"),
    ("angka", "tidak ada perubahan", "! no_number", "no change is not nothing"),
    ("angka", "...", "! no_number", "an ellipsis"),
    ("angka", "-" * 9, "! no_number", "a line"),
    # words
    ("angka", "seratus dua puluh tiga", "? spelled 123", "hundreds"),
    ("angka", "sebelas", "? spelled 11", "teens"),
    ("angka", "dua belas", "? spelled 12", "teens"),
    ("angka", "dua ribu dua puluh enam", "? spelled 2026", "thousands"),
    ("angka", "nol koma dua lima", "? spelled 0.25", "decimals one by one"),
    ("angka", "nol koma dua puluh lima", "? spelled 0.25", "decimals as one number"),
    ("angka", "seperempat", "? spelled 0.25", "a quarter"),
    ("angka", "tiga perempat", "? spelled 0.75", "three quarters"),
    ("angka", "satu koma lima juta", "? spelled 1500000", "a part of a million"),
    ("angka", "dua lusin", "? spelled 24", "dozens"),
    ("angka", "85 (delapan puluh lima)", "? spelled 85", "as letters write it"),
    ("angka", "85 (delapan puluh enam)", "! several", "the two do not agree"),
    ("angka", "delapan lima", "! no_number", "digits read out are not sure"),
    ("angka", "dua juta setengah", "! no_number", "2.000.000,5 or 2.500.000"),
    ("angka", "puluh dua", "! no_number", "in the wrong order"),
    ("angka", "dua puluh dua belas", "! no_number", "more than the ten it follows"),
    ("angka", "dua atau tiga", "! several", "a choice"),
    # talk around one number
    ("angka", "sekitar 85", "? hedged 85", "about"),
    ("angka", "~85", "? hedged 85", "about"),
    ("angka", "≈85", "? hedged 85", "about"),
    ("angka", "plus minus 85", "? hedged 85", "about"),
    ("angka", "+/- 85", "? hedged 85", "about"),
    ("angka", "85-an", "? hedged 85", "eighties"),
    ("angka", "hampir 85", "? hedged 85", "nearly"),
    ("angka", "85?", "? stray 85", "not sure"),
    ("angka", "85!", "? stray 85", "very sure"),
    ("angka", "85...", "? stray 85", "hesitating"),
    ("angka", '"85"', "? stray 85", "quoted"),
    ("angka", "'85", "? stray 85", "a spreadsheet's text mark"),
    ("angka", "_85_", "? stray 85", "italics of another chat"),
    ("angka", "• 85", "? stray 85", "a bullet"),
    ("angka", "👍85", "? worded 85", "emoji in front"),
    ("angka", "85 ❤️", "? worded 85", "an emoji of two characters"),
    ("angka", "85 👍🏽", "? worded 85", "with a skin tone"),
    ("angka", "👍", "! no_number", "emoji only"),
    ("angka", "mohon izin, untuk kemiskinan realisasinya 85,5 pak", "? worded 85.5", "one number in polite text"),
    ("angka", "realisasi = 85,5", "? worded 85.5", "a label"),
    ("angka", "TW 2: 85,5", "? worded 85.5", "the 2 is the quarter"),
    ("angka", "TW II 2026 85,5", "? worded 85.5", "quarter and year"),
    ("angka", "s.d. TW II: 85,5", "? worded 85.5", "up to a quarter is no range"),
    ("angka", "s.d. 30 Juni 2026: 85,5", "? worded 85.5", "up to a date is no range"),
    ("angka", "TW II", "! date", "a period only"),
    ("angka", "target 90 realisasi 85", "? two_figures 85 90", "two figures with labels"),
    ("angka", "naik dari 80 ke 85,5", "? two_figures 80 85.5", "two figures in a sentence"),
    ("angka", "bukan 85 tapi 86", "? two_figures 85 86", "a correction"),
    ("angka", "85/100", "? fraction 85 0.85", "a fraction"),
    ("angka", "1/0", "! expression", "no fraction"),
    ("bulat:orang", "85 dari 100", "? fraction 85", "of a hundred"),
    # several, ranges, bounds
    ("angka", "85-90", "! range", "range"),
    ("angka", "85 – 90", "! range", "range with a long dash"),
    ("angka", "85 sampai 90", "! range", "range in words"),
    ("angka", "antara 80 dan 90", "! range", "range in words"),
    ("angka", "sampai 85", "! range", "half a range"),
    ("angka", "80 atau 85", "! several", "a choice"),
    ("angka", "85 & 90", "! several", "two values"),
    ("angka", "85, 90, 95", "! several", "three values"),
    ("angka", "8 5", "! several", "two digits"),
    ("angka", "min. 85", "! bound", "at least"),
    ("angka", "maks 85", "! bound", "at most"),
    ("angka", "lebih dari 85", "! bound", "more than"),
    ("angka", "85+", "! bound", "or more"),
    ("angka", "85 ke atas", "! bound", "or more"),
    # dates, times, identities
    ("angka", "12/03/2026", "! date", "a date"),
    ("angka", "12.03.2026", "! date", "a date with dots"),
    ("angka", "2026-03-12", "! date", "a date, year first"),
    ("angka", "12 Maret 2026", "! date", "a date in words"),
    ("angka", "5 des", "! date", "a day"),
    ("angka", "tahun 2026", "! date", "a year, said so"),
    ("angka", "2026", "? year 2026", "the current year"),
    ("bulat:orang", "2026 orang", "= 2026", "not a year"),
    ("angka", "2025", "= 2025", "not the current year"),
    ("angka", "08.30", "! time", "as times are written here"),
    ("angka", "08:30", "! time", "with a colon"),
    ("angka", "pukul 8", "! time", "in words"),
    ("angka", "12.30 WITA", "! time", "with its zone"),
    ("angka", "12.30", "= 12.30", "no sign of a time"),
    ("angka", "081234567890", "! identity", "telephone"),
    ("angka", "0812-3456-7890", "! identity", "telephone"),
    ("angka", "+6281234567890", "! identity", "telephone"),
    ("angka", "9999990101900001", "! identity", "sixteen digits, like a NIK"),
    ("angka", "19991345 201513 1 001", "! identity", "a NIP as letters write it"),
    # digits that are none
    ("angka", "٨٥", "! foreign_digits", "Arabic"),
    ("angka", "๘๕", "! foreign_digits", "Thai"),
    ("angka", "85²", "! foreign_digits", "superscript"),
    ("angka", "⑧⑤", "! foreign_digits", "circled"),
    ("angka", "Ⅻ", "! foreign_digits", "Roman, one character"),
    ("angka", "½", "! foreign_digits", "only 0-9 are digits"),
    ("angka", "八十五", "! letters", "Chinese"),
    ("angka", "8O", "! letters", "letter O"),
    ("angka", "l5", "! letters", "letter l"),
    ("angka", "B5", "! letters", "letter B"),
    ("angka", "m5", "! letters", "a unit is not glued in front"),
    ("angka", "1O0", "! letters", "letter O inside"),
    ("angka", "5\u212a", "! letters", "the Kelvin sign is no k"),
    # parsers
    ("angka", "1e5", "! letters", "exponent"),
    ("angka", "0x55", "! letters", "hexadecimal"),
    ("angka", "85.0f", "! letters", "suffix"),
    ("angka", "2**3", "! several", "power"),
    ("angka", "85^2", "! expression", "power"),
    ("angka", "2*3", "! several", "product"),
    ("angka", "85%10", "! several", "remainder"),
    ("angka", "√4", "! expression", "root"),
    ("angka", "__import__('os')", "! expression", "Python"),
    ("angka", "undefined", "! no_number", "JavaScript"),
    # code and commands
    ("angka", "1 OR 1=1", "! expression", "SQL"),
    ("angka", "85 UNION SELECT 1", "! expression", "SQL"),
    ("angka", "85' --", "! expression", "SQL"),
    ("angka", '{"value": 85}', "! expression", "JSON"),
    ("angka", "`85`", "! expression", "shell"),
    ("angka", "https://bps.go.id/85", "! expression", "an address"),
    ("angka", "85%0a", "! letters", "URL-encoded"),
    ("angka", "/85", "! command", "a command"),
    ("angka", "85 @bot", "! command", "a mention"),
    ("angka", "85 #tw2", "! command", "a hashtag"),
    ("angka", "batal 85", "! navigation", "cancel, whatever follows"),
    ("angka", "lewati", "! navigation", "skip"),
    ("angka", "sama seperti bulan lalu", "! no_number", "not a value"),
]


@pytest.mark.parametrize(("context", "reply", "answer", "reason"), SIBLINGS, ids=lambda value: ascii(value)[:40])
def test_a_sibling_is_read_in_the_same_spirit(context: str, reply: str, answer: str, reason: str) -> None:
    got = read_number(reply, asked_in(context))
    outcome, *words = answer.split()
    match outcome:
        case "=":
            assert got == Number(Decimal(words[0])), reason
        case "?":
            assert isinstance(got, Ask), reason
            assert got.why == Why(words[0]), reason
            assert set(map(Decimal, words[1:])) <= set(got.readings), reason
            assert got.no_data == (Decimal(0) in got.readings), reason
        case _:
            assert got == Reject(Why(words[0])), reason


def test_minus_zero_is_zero_with_the_decimals_typed() -> None:
    answer = read_number("-0,0", asked_in("angka_bertanda"))
    assert isinstance(answer, Number)
    assert str(answer.value) == "0.0"


def test_the_decimals_typed_are_kept() -> None:
    answer = read_number("85,50", asked_in("angka"))
    assert isinstance(answer, Number)
    assert str(answer.value) == "85.50"


# --- against the last value


@pytest.mark.parametrize(
    ("context", "reply", "previous", "meant"),
    [
        ("angka", "842", "84.2", "84.2"),
        ("angka", "8,42", "84.2", "84.2"),
        ("persen", "0,9", "84.2", "90"),
        ("rupiah", "1.450", "1450000000", "1450000000"),
        ("rupiah", "14.500.000.000", "1450000000", "1450000000"),
        ("bulat:orang", "1.200", "118", "120"),
        ("angka_bertanda", "-31", "-3", "-3.1"),
    ],
)
def test_a_value_ten_times_off_the_last_one_is_asked(context: str, reply: str, previous: str, meant: str) -> None:
    answer = read_number(reply, asked_in(context, previous=Decimal(previous)))
    assert isinstance(answer, Ask)
    assert answer.why is Why.POWER_OF_TEN
    assert Decimal(meant) in answer.readings


@pytest.mark.parametrize(
    ("context", "reply", "previous"),
    [
        ("angka", "90,1", "84.2"),  # growth
        ("angka", "21", "84.2"),  # a fall
        ("angka", "0", "84.2"),
        ("angka", "842", "0"),  # nothing to compare with
        ("angka_bertanda", "-50", "5"),  # another sign is another matter
        ("bulat:dokumen", "12", "1"),  # small counts jump
    ],
)
def test_a_value_that_merely_changed_is_believed(context: str, reply: str, previous: str) -> None:
    assert isinstance(read_number(reply, asked_in(context, previous=Decimal(previous))), Number)


def test_without_a_last_value_the_target_tells_a_fraction_of_a_percentage() -> None:
    answer = read_number("0,855", asked_in("persen", target=Decimal("85.5")))
    assert answer == Ask((Decimal("0.855"), Decimal("85.5")), Why.POWER_OF_TEN)


def test_a_poor_result_is_not_taken_for_a_slip() -> None:
    assert read_number("8,5", asked_in("persen", target=Decimal("85.5"))) == Number(Decimal("8.5"))


# --- ratios and letters

RATIO = Asked(NumberKind.RATIO, "rasio 1:n")


@pytest.mark.parametrize("reply", ["1:17,5", "1 : 17,5", "1 banding 17,5", "17,5"])
def test_a_ratio_of_one_to_n_is_n(reply: str) -> None:
    assert read_number(reply, RATIO) == Number(Decimal("17.5"))


@pytest.mark.parametrize("reply", ["2:64", "1/32", "kira-kira 1:32"])
def test_another_ratio_is_asked(reply: str) -> None:
    answer = read_number(reply, RATIO)
    assert isinstance(answer, Ask)
    assert answer.readings == (Decimal(32),)


def test_a_ratio_to_nothing_is_refused() -> None:
    assert isinstance(read_number("0:5", RATIO), Reject)


def test_letters_are_not_read_here() -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number("WTP", Asked(NumberKind.LETTER))


# --- what holds for any text

CONTEXTS = st.sampled_from(
    [
        *("angka", "angka_bertanda", "angka:per 1.000 KH", "persen", "persen_bertanda", "rupiah"),
        *("bulat:orang", "bulat:-", "bulat:km²"),
    ]
)
LAST_VALUES = st.none() | st.sampled_from(["0", "-3", "84.2", "1450000000"]).map(Decimal)
PIECES = st.sampled_from(
    [
        *(
            "0",
            "1",
            "5",
            "85",
            "100",
            "234",
            "000",
            "1.234",
            "9" * 20,
            ".",
            ",",
            " ",
            "-",
            "–",
            "+",
            "/",
            ":",
            "(",
            ")",
        ),
        *(
            "%",
            "Rp",
            ",-",
            "juta",
            "M",
            "k",
            "orang",
            "dari",
            "sampai",
            "naik",
            "turun",
            "minus",
            "sekitar",
            "pak",
            "TW",
        ),
        *(
            "satu",
            "setengah",
            "koma",
            "puluh",
            "ratus",
            "belum ada",
            "x",
            "👍",
            "\n",
            "\u00a0",
            "\u200b",
            "'",
            "=",
            "@",
        ),
    ]
)
REPLY_TEXTS = st.text() | st.lists(PIECES, max_size=8).map("".join) | st.lists(PIECES, max_size=8).map(" ".join)


@given(text=REPLY_TEXTS, context=CONTEXTS, previous=LAST_VALUES, ratio=st.booleans())
def test_any_text_gets_an_answer_within_the_limits(
    text: str, context: str, previous: Decimal | None, ratio: bool
) -> None:
    asked = Asked(NumberKind.RATIO, "rasio") if ratio else asked_in(context, previous=previous)
    answer = read_number(text, asked)
    match answer:
        case Number(value):
            values: tuple[Decimal, ...] = (value,)
        case Ask(readings):
            values = readings
            assert 0 < len(set(readings)) == len(readings) <= 12
        case Reject():
            values = ()
    for value in values:
        assert value.is_finite()
        assert abs(value) < 10**15
        assert -10 <= int(value.as_tuple().exponent) <= 0
        assert not (value == 0 and value.is_signed())
        assert asked.signed or value >= 0
        assert asked.kind is not NumberKind.WHOLE or value == int(value)


@given(st.text("0123456789.,+-% \u00a0\n\u200b", max_size=12), CONTEXTS)
def test_a_certain_number_has_the_digits_that_were_typed(text: str, context: str) -> None:
    answer = read_number(text, asked_in(context))
    if isinstance(answer, Number):
        typed = "".join(char for char in text if char in "0123456789")
        kept = "".join(map(str, answer.value.as_tuple().digits))
        whole = context.startswith("bulat")  # 12,0 orang are stored as 12
        assert kept.strip("0") == typed.strip("0")
        assert whole or kept.lstrip("0") == typed.lstrip("0")


def conventions(text: str) -> set[Decimal]:
    """Another way to the same end: what the text means to an Indonesian and to an English reader."""
    return {Decimal(plain) for group, point in (".,", ",.") if (plain := ungrouped(text, group, point)) is not None}


def ungrouped(text: str, group: str, point: str) -> str | None:
    whole, *parts = text.split(point)
    first, *groups = whole.split(group)
    if groups and not (0 < len(first) <= 3 and first[0] != "0" and all(len(each) == 3 for each in groups)):
        return None
    if len(parts) > 1 or (parts and (not parts[0] or group in parts[0])) or not (whole or parts):
        return None
    return "".join([first or "0", *groups, *(f".{part}" for part in parts)])


@given(st.from_regex(r"([1-9][0-9]{0,4}|0)?([.,]([0-9]{3}|[0-9]{0,4})){0,3}", fullmatch=True))
def test_a_figure_means_what_its_two_kinds_of_readers_agree_on(text: str) -> None:
    meant = conventions(text)
    match read_number(text, asked_in("angka")):
        case Number(value):
            assert meant == {value}
        case Ask(readings, why):
            assert meant <= set(readings)
            assert len(meant) == 2 or text[-1] in ".," or text.endswith("000") or why is Why.YEAR
        case Reject():
            assert not meant


@given(st.decimals(min_value=0, max_value=10**15 - 1, places=0) | st.decimals(0, 10**12, places=2), st.booleans())
def test_what_is_said_is_read_back(value: Decimal, negative: bool) -> None:
    asked = asked_in("angka_bertanda")
    exact = value.copy_negate() if negative else value
    answer = read_number(say_number(exact), asked)
    assert answer == Number(exact) or (isinstance(answer, Ask) and exact in answer.readings)


@given(st.decimals(min_value=0, max_value=10**14, places=0) | st.decimals(1000, 10**12, places=2))
def test_money_that_is_said_is_read_back_with_certainty(value: Decimal) -> None:
    assert read_number(say_money(value), asked_in("rupiah")) == Number(value)


@given(st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad"), st.integers(0, 8))
def test_what_cannot_be_seen_changes_nothing(unseen: str, place: int) -> None:
    text = "1.234,56"
    assert read_number(text[:place] + unseen + text[place:], asked_in("angka")) == Number(Decimal("1234.56"))


FOREIGN = [chr(code) for code in range(128, sys.maxunicode + 1) if unicodedata.numeric(chr(code), None) is not None]


@given(st.sampled_from(FOREIGN))
def test_no_other_digit_than_ascii_is_ever_read(digit: str) -> None:
    assert len(FOREIGN) > 1000
    for text in (digit, f"8{digit}", f"{digit}5", f"8,{digit}", f"8{digit}5"):
        assert isinstance(read_number(text, asked_in("angka")), Reject)


def test_the_callers_decimal_context_has_no_say() -> None:
    asked = asked_in("rupiah", previous=Decimal("1450000000"))
    replies = ("Rp2.345.678.901,25", "1,2345678 juta", "1.500 juta", "1/3", "satu koma lima juta", "12,345")
    wide = [read_number(reply, asked) for reply in replies]
    with localcontext(Context(prec=2, traps=[Inexact])):
        assert [read_number(reply, asked) for reply in replies] == wide
        assert say_number(Decimal("1234.565"), places=2) == "1.234,57"


@pytest.mark.parametrize(
    "reply", ["9" * 4096, "1." * 2048, "(" * 4096, "1 juta " * 585, " " * 4095 + "x" * 9, "👍" * 4096]
)
def test_a_long_text_is_refused_before_it_is_parsed(reply: str) -> None:
    assert read_number(reply, asked_in("angka")) == Reject(Why.TOO_LONG)


def test_a_number_among_four_thousand_blanks_is_read() -> None:
    assert read_number(" " * 4094 + "85", asked_in("angka")) == Number(Decimal(85))


# --- saying


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1234567.89", "1.234.567,89"),
        ("3.0", "3,0"),
        ("1E+3", "1.000"),
        ("-5.50", "-5,50"),
        ("-0.0", "0,0"),
        ("999", "999"),
        ("123456789012345.0123456789", "123.456.789.012.345,0123456789"),
    ],
)
def test_a_number_is_said_exactly_as_stored(value: str, said: str) -> None:
    assert say_number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        ("2.345", 2, "2,35"),  # half up, not half even
        ("-2.345", 2, "-2,35"),
        ("99.995", 2, "100,00"),
        ("-0.001", 2, "0,00"),
        ("85", 2, "85,00"),
        ("0.5", 0, "1"),
        ("184.74999999999999999999999999999999999999", 2, "184,75"),
    ],
)
def test_a_number_is_rounded_half_up_only_when_said(value: str, places: int, said: str) -> None:
    assert say_number(Decimal(value), places=places) == said


def test_what_is_not_finite_is_not_said() -> None:
    with pytest.raises(ValueError, match="finite"):
        say_number(Decimal("NaN"))


def test_money_is_said_with_sen_only_where_there_are_any() -> None:
    assert say_money(Decimal("1500000.00")) == "Rp1.500.000"
    assert say_money(Decimal("2345678901.25")) == "Rp2.345.678.901,25"
    assert say_money(Decimal(-1500)) == "-Rp1.500"


@pytest.mark.parametrize(
    ("value", "kind", "unit", "said"),
    [
        ("85.5", NumberKind.PERCENT, "Persen", "85,5 %"),
        ("12", NumberKind.WHOLE, "dokumen", "12 dokumen"),
        ("1500000", NumberKind.MONEY, "Rp", "Rp1.500.000"),
        ("7.25", NumberKind.DECIMAL, "", "7,25"),
        ("32", NumberKind.RATIO, "rasio", "1:32"),
    ],
)
def test_a_value_is_said_with_its_unit(value: str, kind: NumberKind, unit: str, said: str) -> None:
    assert say_value(Decimal(value), kind, unit) == said
