"""Bukti dukung, kind and hostile: what is kept lies under its hash, what is refused says why, and names stay text."""

import asyncio
import hashlib
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from storage.database import transaction
from storage.records import load_records
from tests.journeys.day import Day
from tests.journeys.stored import QUARTER, answers, audited, collecting, on_sqlite, pieces

PDF = b"%PDF-1.7\nlembar pengesahan"
JPEG = b"\xff\xd8\xff\xe0" + b"foto rapat" * 20
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
USULAN = "Persentase usulan Musrenbang yang masuk RKPD"
OTHER = "jenis berkas ini tidak diterima. Kirim foto, PDF, Word, Excel, atau PowerPoint."


def zipped(**members: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return whole.getvalue()


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every evidence file of the data folder, by name."""
    return {file.name: file.read_bytes() for file in (folder / "data" / "evidence").rglob("*") if file.is_file()}


def kept(folder: Path, content: bytes) -> bool:
    return on_disk(folder).get(hashlib.sha256(content).hexdigest()) == content


def message(day: Day, who: str, **body: Any) -> dict[str, Any]:
    """A raw message, for what the local app itself would not send."""
    person = day.telegram.person(day.chats[who])
    now = int(day.clock.now().timestamp())
    about = {"from": person.as_user(), "chat": person.as_chat(), "date": now, "message_id": 900_001}
    return {"message": about | body}


def names_at(day: Day, code: str) -> list[str]:
    """What stands as evidence at an indicator."""
    with transaction(day.engine) as connection:
        found = load_records(connection, QUARTER, lambda deadline, sent: 0, code=code)
    return [piece.name for record in found for piece in record.evidence]


async def at_evidence(day: Day) -> None:
    """The Kepala Bidang has answered IK-01 and is asked for its evidence."""
    await day.write("kabid_eko", "/isi")
    asked = await day.write("kabid_eko", "80")
    assert "Mohon kirim bukti dukungnya" in asked.text


async def test_files_photos_albums_and_links_stand_at_the_indicator_that_asked(engine: Engine, tmp_path: Path) -> None:
    book = zipped(**{"xl/workbook.xml": b"<workbook/>"})
    album = [JPEG + bytes([number]) for number in range(3)]
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        for name, content in (("SK penetapan.pdf", PDF), ("rekap.xlsx", book)):
            answer = await day.send_file("kabid_eko", name, "application/octet-stream", content)
            assert f"📎 Diterima: {name}" in answer.text
            assert "Mohon kirim bukti dukungnya" in answer.text
        assert "📎 SK penetapan.pdf\n📎 rekap.xlsx" in answer.text
        await day.send_file("kabid_eko", "foto.jpg", "image/jpeg", JPEG, photo=True)
        before = len(day.texts("kabid_eko"))
        for content in album:
            day.telegram.send_file(day.chats["kabid_eko"], "a.jpg", "image/jpeg", content, as_photo=True, album="77")
        await day.settle()
        assert len(day.texts("kabid_eko")) == before + 1, "an album is answered once"
        done = await day.tap("kabid_eko", "Selesai")
        assert "Ringkasan" in done.text
        assert "belum ada: bukti" not in done.text
        sent = [PDF, book, JPEG, *album]
        assert [(row.state, row.period, row.indicator) for row in pieces(day)] == [("stored", QUARTER, "IK-01")] * 6
        assert [row.sha256 for row in pieces(day)] == [hashlib.sha256(content).hexdigest() for content in sent]
        assert [row.size for row in pieces(day)] == [len(content) for content in sent]
        assert len(audited(day, "evidence")) == 6
    assert all(kept(tmp_path, content) for content in sent)


@on_sqlite
async def test_the_largest_size_of_a_photo_is_fetched_wherever_it_stands(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        small, large = (day.telegram.world.files.put("x", "image/jpeg", JPEG + end, "photo") for end in (b"s", b"l"))
        sizes = [large.as_size(), small.as_size() | {"width": 90, "height": 68}]
        day.telegram.push_raw(message(day, "kabid_eko", photo=sizes))
        await day.settle()
        assert [row.sha256 for row in pieces(day)] == [hashlib.sha256(large.content).hexdigest()]


@on_sqlite
async def test_a_bomb_is_kept_as_it_came_and_never_unpacked(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = zlib.compress(bytes(30_000_000), 9)
    pdf = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode/Length 4294967296>>stream\n" + stream + b"\nendstream"
    book = zipped(**{"xl/sharedStrings.xml": bytes(10_000_000)})

    def unpacked(*arguments: Any, **more: Any) -> None:
        raise AssertionError("evidence was opened")

    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        monkeypatch.setattr(zlib, "decompress", unpacked)
        monkeypatch.setattr(zlib, "decompressobj", unpacked)
        monkeypatch.setattr(zipfile, "ZipFile", unpacked)
        await day.send_file("kabid_eko", "bom.pdf", "application/pdf", pdf)
        await day.send_file("kabid_eko", "bom.xlsx", "application/octet-stream", book)
        assert [row.state for row in pieces(day)] == ["stored", "stored"]
    assert kept(tmp_path, pdf)
    assert kept(tmp_path, book)


@on_sqlite
async def test_what_is_no_document_is_refused_with_its_reason(engine: Engine, tmp_path: Path) -> None:
    bad = (
        ("gambar.pdf", PNG, "isinya tidak sesuai dengan akhiran .pdf."),
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 60, "isinya sebuah program, bukan dokumen."),
        ("kosong.pdf", b"", "berkasnya kosong (0 byte)."),
        ("pasang.exe", b"halo", OTHER),
        ("tanpa akhiran", PDF, OTHER),
    )
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        for name, content, _ in bad:
            day.telegram.send_file(day.chats["kabid_eko"], name, "application/pdf", content)
        await day.settle()
        refusals = [text for text in day.texts("kabid_eko") if "belum dapat diterima" in text]
        assert refusals == [
            f"Berkas {name} untuk Persentase usulan Musrenbang yang masuk RKPD belum dapat diterima: {why}\n\n"
            "Mohon kirim berkas yang lain."
            for name, _, why in bad
        ]
        assert {row.state for row in pieces(day)} == {"refused"}
        assert names_at(day, "IK-01") == []
        assert len(audited(day, "file_refused")) == len(bad)
        assert on_disk(tmp_path) == {}
        await day.send_file("kabid_eko", "benar.pdf", "application/pdf", PDF)
        assert names_at(day, "IK-01") == ["benar.pdf"], "the question is still open for a better file"


@on_sqlite
async def test_more_than_telegram_gives_out_is_refused_with_the_way_out(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        big = {"file_id": "besar", "file_unique_id": "b", "file_name": "besar.pdf", "file_size": 21 * 1024 * 1024}
        day.telegram.push_raw(message(day, "kabid_eko", document=big))
        said = await day.last("kabid_eko")
        assert "di atas 20 MB" in said.text
        assert "tautan penyimpanannya" in said.text
        assert pieces(day) == []
        assert [row.new for row in audited(day, "file_too_big")] == [str(21 * 1024 * 1024)]
        silent = day.telegram.world.files.put("diam.pdf", "application/pdf", PDF + bytes(20_000_000), "document")
        unnamed = {key: value for key, value in silent.as_document().items() if key != "file_size"}
        day.telegram.push_raw(message(day, "kabid_eko", document=unnamed, message_id=900_002))
        said = await day.last("kabid_eko")
        assert "belum dapat diterima: ukurannya di atas 20 MB" in said.text
        assert "tautan penyimpanannya" in said.text


@on_sqlite
async def test_a_link_is_kept_as_text_and_never_opened(engine: Engine, tmp_path: Path) -> None:
    visits: list[str] = []

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visits.append("somebody came")
        writer.close()

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    link = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bukti?a=<b>1</b>&b=2"
    async with server, collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        refused = await day.write("kabid_eko", "sudah saya kirim kemarin lewat Pak Andi")
        assert "berupa foto, berkas, atau tautan" in refused.text
        assert pieces(day) == []
        assert "‹ Kembali" in day.buttons(refused)
        taken = await day.write("kabid_eko", link)
        assert f"📎 Diterima: {link}" in taken.text
        (row,) = pieces(day)
        assert (row.kind, row.name, row.state, row.indicator, row.sha256) == ("link", link, "stored", "IK-01", "")
        await day.write("kabid_eko", "bit.ly/bukti-musrenbang")
        assert names_at(day, "IK-01") == [link, "bit.ly/bukti-musrenbang"]
    assert visits == []


@on_sqlite
async def test_what_comes_outside_a_question_is_kept_and_placed_by_a_tap(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        me = day.chats["kabid_eko"]
        await day.send_file("kabid_eko", "notulen.pdf", "application/pdf", PDF)
        await day.tap("kabid_eko", USULAN)
        day.telegram.send_file(me, "x.jpg", "image/jpeg", JPEG, as_photo=True)
        day.telegram.send_voice(me)
        day.telegram.send_location(me, -2.33, 115.46)
        day.telegram.send_sticker(me)
        await day.settle()
        asked = [text for text in day.texts("kabid_eko") if "sudah kami simpan. Untuk indikator mana?" in text]
        kinds = ["Berkas", "Foto", "Pesan suara", "Lokasi", "Stiker"]
        assert [text.partition(" sudah")[0] for text in asked] == kinds
        assert [row.indicator for row in pieces(day)] == ["IK-01", None, None, None, None]
        left = await day.tap("kabid_eko", "Bukan untuk indikator")
        assert "tetap tersimpan" in left.text
        placed = await day.tap("kabid_eko", USULAN)
        assert f"dilampirkan pada {USULAN}" in placed.text
        assert [row.indicator for row in pieces(day)] == ["IK-01", None, None, "IK-01", None]
        assert {row.state for row in pieces(day)} == {"stored"}
        assert answers(day, "IK-01") == []


@on_sqlite
async def test_an_album_outside_a_question_is_asked_about_and_placed_as_one(engine: Engine, tmp_path: Path) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        me = day.chats["kabid_eko"]
        for _ in range(3):
            day.telegram.send_file(me, "x.jpg", "image/jpeg", JPEG, as_photo=True, album="78")
        await day.settle()
        assert sum("Untuk indikator mana?" in text for text in day.texts("kabid_eko")) == 1
        await day.tap("kabid_eko", USULAN)
        day.telegram.send_file(me, "x.jpg", "image/jpeg", JPEG, as_photo=True, album="78")
        await day.settle()
        assert [row.indicator for row in pieces(day)] == ["IK-01"] * 4, "the late one follows the others"
        assert sum("Untuk indikator mana?" in text for text in day.texts("kabid_eko")) == 1


@on_sqlite
async def test_a_file_at_a_question_for_a_value_is_attached_and_the_question_stays(
    engine: Engine, tmp_path: Path
) -> None:
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await day.write("kabid_eko", "/isi")
        again = await day.send_file("kabid_eko", "lampiran.pdf", "application/pdf", PDF)
        assert "📎 Diterima: lampiran.pdf" in again.text
        assert "Berapa realisasi TW III?" in again.text
        assert names_at(day, "IK-01") == ["lampiran.pdf"]
        assert answers(day, "IK-01") == []
        stored = await day.write("kabid_eko", "80")
        assert "✅ Tersimpan: 80 %" in stored.text
        assert "bukti dukungnya" not in stored.text, "it is there already"


async def test_names_of_files_stay_text(engine: Engine, tmp_path: Path) -> None:
    names = (
        "../../../../etc/passwd.pdf",
        "<b>tebal</b>&amp;<script>.pdf",
        "laporan\u202efdp.pdf",
        "n" * 300 + ".pdf",
        "nul\x00'; DROP TABLE evidence; --.pdf",
    )
    async with collecting(engine, tmp_path, "kabid_eko") as day:
        await at_evidence(day)
        contents = [PDF + bytes([number]) for number in range(len(names))]
        for name, content in zip(names, contents, strict=True):
            day.telegram.send_file(day.chats["kabid_eko"], name, "application/pdf", content)
        await day.settle()
        shown = [name.replace("\x00", "\ufffd") for name in names]
        echoes = [text for text in day.texts("kabid_eko") if text.startswith("📎 Diterima: ")]
        assert all(echo.startswith(f"📎 Diterima: {name[:79]}") for echo, name in zip(echoes, shown, strict=True))
        assert {row.state for row in pieces(day)} == {"stored"}
        assert [row.name.replace("\x00", "\ufffd") for row in pieces(day)] == shown  # PostgreSQL cannot hold a NUL
    assert sorted(on_disk(tmp_path)) == sorted(hashlib.sha256(content).hexdigest() for content in contents)
