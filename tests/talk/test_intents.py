"""Ordinary sentences lead where a command leads, and only where this person may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.procedure import COMMANDS
from bot.rules.sop import default_text, load
from bot.talk.intents import asks_for, likely

SOP = load(default_text())


def allowed(role: str) -> tuple[str, ...]:
    return SOP.commands([role])


@pytest.mark.parametrize(
    ("sentence", "command"),
    [
        ("siapa yang belum isi?", "rekap"),
        ("Siapa saja yang belum mengumpulkan data?", "rekap"),
        ("unit mana yang BELUM?", "rekap"),
        ("rekap dong", "rekap"),
        ("tolong rekapitulasi triwulan 3", "rekap"),
        ("tugas saya apa", "tugas"),
        ("Apa pekerjaan saya hari ini?", "tugas"),
        ("minta draf tw 2", "draf"),
        ("buatkan draft laporan triwulan III", "draf"),
        ("lihat laporan", "draf"),
        ("edarkan draf ke pejabat", "edarkan"),
        ("mau sosialisasi laporan", "edarkan"),
        ("saya mau periksa data", "periksa"),
        ("cek nilai yang masuk", "periksa"),
        ("buka triwulan 3", "buka"),
        ("mulai periode baru", "buka"),
        ("saya mau mengisi", "isi"),
        ("lanjutkan", "isi"),
        ("tenggat kapan ya", "status"),
        ("sampai mana sekarang", "status"),
        ("deadline?", "status"),
        ("tolong", "bantuan"),
        ("bagaimana ini", "bantuan"),
        ("prosedur apa saja", "sop"),
        ("batal", "batal"),
        ("halo", "start"),
        ("Assalamu'alaikum", "start"),
        ("selamat pagi pak", "start"),
        ("menu", "start"),
        ("terima kasih banyak", None),
        ("87,5", None),
        ("", None),
        ("sopan sekali", None),
        ("diperiksa", None),
    ],
)
def test_a_sentence_of_the_kasubbag_leads_to_its_command(sentence: str, command: str | None) -> None:
    assert asks_for(sentence, allowed("kasubbag")) == command


@pytest.mark.parametrize(
    ("role", "sentence", "command"),
    [
        ("pemasok", "siapa yang belum isi?", "isi"),
        ("pemasok", "rekap dong", None),
        ("kepala_seksi", "minta draf tw 2", None),
        ("kepala_bidang", "siapa yang belum isi?", "rekap"),
        ("staf", "edarkan draf", None),
        ("sekretaris", "buka triwulan 3", None),
        ("pemasok", "tugas saya apa", "tugas"),
    ],
)
def test_a_sentence_never_leads_where_the_role_may_not_go(role: str, sentence: str, command: str | None) -> None:
    assert asks_for(sentence, allowed(role)) == command


def test_a_sentence_that_may_mean_several_things_offers_them_the_likeliest_first() -> None:
    assert likely("siapa yang belum isi, bagaimana caranya", allowed("staf")) == ["rekap", "isi", "bantuan"]


def test_a_long_text_is_never_taken_for_a_command() -> None:
    story = "tugas saya banyak " + "dan panjang " * 10
    assert asks_for(story, allowed("staf")) is None
    assert likely(story, allowed("staf")) == ["tugas"]


WORDS = st.sampled_from(
    "siapa yang belum isi tugas minta draf edarkan cek data buka tw status tolong sop batal halo".split()
)


@given(st.lists(WORDS).map(" ".join) | st.text(), st.sets(st.sampled_from(COMMANDS)))
def test_only_what_may_be_used_is_offered_and_nothing_twice(sentence: str, commands: set[str]) -> None:
    found = likely(sentence, commands)
    assert set(found) <= commands
    assert len(set(found)) == len(found)
    assert asks_for(sentence, commands) in {None, *found[:1]}
