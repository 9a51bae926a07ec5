"""Bukti dukung is known at once and fetched afterwards; what has no place yet waits for one."""

from datetime import timedelta

from sqlalchemy import Engine

from storage import evidence
from storage.database import transaction
from storage.evidence import Piece, Sent
from tests.storage.offices import NOW, PERIOD, a_source

PDF = Sent("file", "Laporan <b>.pdf", "application/pdf", 482_113, "file-1", "album-1")


def add(engine: Engine, sent: Sent = PDF, place: tuple[str, str] | None = None, chat: int = 13, after: int = 0) -> int:
    with transaction(engine) as connection:
        source = a_source(7, chat, at=NOW + timedelta(seconds=after))
        return evidence.add_evidence(connection, sent, "P-02", source, place)


def load(engine: Engine, number: int) -> Piece:
    with transaction(engine) as connection:
        found = evidence.load_piece(connection, number)
    assert found is not None
    return found


def pending(engine: Engine, after: int = 0) -> int | None:
    with transaction(engine) as connection:
        found = evidence.next_pending(connection, NOW + timedelta(seconds=after))
    return found.id if found else None


def test_what_came_is_kept_with_its_place_if_it_has_one(engine: Engine) -> None:
    placed, homeless = add(engine, place=(PERIOD, "IK-01")), add(engine)
    assert load(engine, placed) == Piece(
        id=placed,
        period=PERIOD,
        indicator="IK-01",
        person="P-02",
        chat_id=13,
        message_id=7,
        kind="file",
        name="Laporan <b>.pdf",
        mime="application/pdf",
        size=482_113,
        file_id="file-1",
        album="album-1",
        state="pending",
        attempts=0,
    )
    assert (load(engine, homeless).period, load(engine, homeless).indicator) == (None, None)
    with transaction(engine) as connection:
        assert evidence.load_piece(connection, homeless + 1) is None


def test_only_what_telegram_holds_is_fetched(engine: Engine) -> None:
    for kind in ("link", "sticker", "location", "contact"):
        assert load(engine, add(engine, Sent(kind, "nama"))).state == "stored"
    assert pending(engine) is None
    found = [add(engine, Sent(kind, "nama")) for kind in ("file", "photo", "voice")]
    assert {load(engine, number).state for number in found} == {"pending"}
    assert pending(engine) == found[0]


def test_what_came_first_is_fetched_first_and_a_failure_lets_others_pass(engine: Engine) -> None:
    second, first = add(engine, after=5), add(engine)
    assert pending(engine, after=-1) is None
    assert pending(engine, after=9) == first
    with transaction(engine) as connection:
        evidence.postpone_piece(connection, first, NOW + timedelta(seconds=30))
    assert pending(engine, after=9) == second
    with transaction(engine) as connection:
        evidence.keep_piece(connection, second, "3f" * 32, 99)
    assert pending(engine, after=29) is None
    assert pending(engine, after=30) == first
    assert load(engine, first).attempts == 1


def test_what_was_fetched_has_the_size_of_its_bytes(engine: Engine) -> None:
    number = add(engine)
    with transaction(engine) as connection:
        evidence.keep_piece(connection, number, "3f" * 32, 99)
    assert (load(engine, number).state, load(engine, number).size) == ("stored", 99)


def test_what_was_refused_is_not_tried_again(engine: Engine) -> None:
    number = add(engine)
    with transaction(engine) as connection:
        evidence.refuse_piece(connection, number, "ukurannya di atas 20 MB.")
    assert load(engine, number).state == "refused"
    assert pending(engine, after=999) is None


def test_a_piece_is_put_in_its_place_later(engine: Engine) -> None:
    number, other = add(engine), add(engine)
    with transaction(engine) as connection:
        evidence.put_in_place(connection, number, PERIOD, "IK-02")
    assert (load(engine, number).period, load(engine, number).indicator) == (PERIOD, "IK-02")
    assert load(engine, other).period is None


def test_an_album_is_one_chats_pieces_in_the_order_they_came(engine: Engine) -> None:
    first, second = add(engine), add(engine)
    add(engine, chat=42)
    add(engine, Sent("photo", "foto.jpg", album="album-2"))
    with transaction(engine) as connection:
        assert [piece.id for piece in evidence.album_pieces(connection, 13, "album-1")] == [first, second]
        assert evidence.album_pieces(connection, 13, "unknown") == []


def test_the_same_file_sent_twice_is_two_pieces(engine: Engine) -> None:
    assert add(engine) != add(engine)
