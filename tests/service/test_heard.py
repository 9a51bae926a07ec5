"""Updates of every shape, also of shapes Telegram never sends: understood, or nothing; never an error."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.heard import Edited, File, Heard, Other, Press, Reach, Text, understand
from storage.evidence import Sent

CHAT = {"id": 13, "type": "private"}
BUDI = {"id": 13, "is_bot": False, "first_name": "Budi", "last_name": "Contoh"}
SENT = datetime(2026, 10, 7, 1, 2, 3, tzinfo=UTC)
DATE = int(SENT.timestamp())


def a_message(**body: Any) -> dict[str, Any]:
    return {"message_id": 7, "chat": CHAT, "from": BUDI, "date": DATE, **body}


def what_is(**body: Any) -> object:
    heard = understand({"update_id": 1, "message": a_message(**body)})
    assert heard is not None
    return heard.what


def test_a_text_is_heard_with_its_writer_place_and_time() -> None:
    assert understand({"message": a_message(text="85,5")}) == Heard(13, True, "Budi Contoh", Text("85,5"), 7, SENT)


@pytest.mark.parametrize("text", ["", " ", "/start kode", "😀 <b>&", "baris\nkedua\t", "x" * 5000])
def test_a_text_is_heard_as_it_was_typed(text: str) -> None:
    assert what_is(text=text) == Text(text)


def test_a_message_of_a_group_is_not_private() -> None:
    for kind in ("group", "supergroup", "channel"):
        heard = understand({"message": a_message(text="x", chat={"id": -100, "type": kind})})
        assert heard is not None
        assert (heard.chat_id, heard.private) == (-100, False)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        (BUDI, "Budi Contoh"),
        ({"first_name": "Budi"}, "Budi"),
        ({"first_name": "Budi", "last_name": ""}, "Budi"),
        ({"last_name": "Contoh"}, "Contoh"),
        ({}, ""),
        (None, ""),
        ("strange", ""),
    ],
)
def test_the_writers_name_is_put_together_from_what_there_is(sender: object, name: str) -> None:
    heard = understand({"message": a_message(text="x", **{"from": sender})})
    assert heard is not None
    assert heard.name == name


@pytest.mark.parametrize(("body", "text"), [({"text": "86"}, "86"), ({"caption": "ket"}, "ket")])
def test_an_edit_is_heard_with_the_number_of_its_message(body: dict[str, str], text: str) -> None:
    assert understand({"edited_message": a_message(**body)}) == Heard(13, True, "Budi Contoh", Edited(text), 7, SENT)


def test_an_edit_without_words_is_nothing() -> None:
    assert understand({"edited_message": a_message(photo=[])}) is None


PHOTO = [
    {"file_id": "small", "width": 90, "height": 60, "file_size": 1000},
    {"file_id": "large", "width": 1280, "height": 853, "file_size": 90_000},
    {"file_id": "medium", "width": 320, "height": 213, "file_size": 9000},
]


@pytest.mark.parametrize(
    ("body", "sent"),
    [
        ({"photo": PHOTO}, Sent("photo", "foto.jpg", "image/jpeg", 90_000, "large")),
        (
            {"document": {"file_id": "f", "file_name": "a.pdf", "mime_type": "application/pdf", "file_size": 5}},
            Sent("file", "a.pdf", "application/pdf", 5, "f"),
        ),
        ({"document": {"file_id": "f"}}, Sent("file", "berkas.bin", "application/octet-stream", 0, "f")),
        ({"video": {"file_id": "v"}}, Sent("file", "video.mp4", "video/mp4", 0, "v")),
        ({"voice": {"file_id": "s", "file_size": 3}}, Sent("voice", "pesan suara.ogg", "audio/ogg", 3, "s")),
        ({"video_note": {"file_id": "n"}}, Sent("file", "video.mp4", "video/mp4", 0, "n")),
        ({"sticker": {"file_id": "s", "emoji": "👍"}}, Sent("sticker", "stiker 👍")),
        ({"sticker": {"file_id": "s"}}, Sent("sticker", "stiker")),
        ({"location": {"latitude": -2.3, "longitude": 115.5}}, Sent("location", "lokasi -2.3, 115.5")),
        ({"contact": {"first_name": "Siti"}}, Sent("contact", "kontak Siti")),
        ({"contact": {"phone_number": "0812"}}, Sent("contact", "kontak")),
    ],
)
def test_what_is_sent_is_known_by_its_kind(body: dict[str, Any], sent: Sent) -> None:
    assert what_is(**body) == File(sent)


def test_an_animation_comes_with_a_document_and_is_one_file() -> None:
    body = {"file_id": "g", "file_name": "gerak.mp4"}
    assert what_is(document=body, animation=body) == File(Sent("file", "gerak.mp4", "application/octet-stream", 0, "g"))


def test_a_picture_of_an_album_brings_its_number() -> None:
    heard = what_is(photo=PHOTO, caption="bukti", media_group_id="77")
    assert heard == File(Sent("photo", "foto.jpg", "image/jpeg", 90_000, "large", "77"))


@pytest.mark.parametrize("kind", ["poll", "dice", "game", "story", "venue_", "checklist", "new_chat_members"])
def test_a_kind_without_use_is_something_other(kind: str) -> None:
    assert what_is(**{kind: {"id": 1}}) == Other()


def a_press(**body: Any) -> dict[str, Any]:
    return {"callback_query": {"id": "q1", "from": BUDI, "data": "token:0", "message": a_message(), **body}}


def test_a_tap_belongs_to_who_tapped_not_to_who_wrote_the_message() -> None:
    tap = a_press(message=a_message(**{"from": {"id": 99, "is_bot": True}, "chat": CHAT}))
    assert understand(tap) == Heard(13, True, "Budi Contoh", Press("q1", "token:0", 7))


@pytest.mark.parametrize("message", [None, {"chat": CHAT, "date": 0}, "strange", {}])
def test_a_tap_under_a_message_too_old_is_still_a_tap(message: object) -> None:
    heard = understand(a_press(message=message))
    assert heard == Heard(13, True, "Budi Contoh", Press("q1", "token:0", None))


def test_a_tap_in_a_group_is_not_private() -> None:
    heard = understand(a_press(message=a_message(chat={"id": -5, "type": "group"})))
    assert heard is not None
    assert not heard.private


@pytest.mark.parametrize("data", [None, 5, ["a"]])
def test_a_tap_without_words_of_ours_carries_none(data: object) -> None:
    heard = understand(a_press(data=data))
    assert heard is not None
    assert heard.what == Press("q1", "", 7)


@pytest.mark.parametrize(("status", "reachable"), [("member", True), ("kicked", False), ("left", False), (None, False)])
def test_blocking_and_coming_back_are_heard(status: str | None, reachable: bool) -> None:
    member = {"chat": CHAT, "from": BUDI, "old_chat_member": {}, "new_chat_member": {"status": status}}
    assert understand({"my_chat_member": member}) == Heard(13, True, "Budi Contoh", Reach(reachable))


@pytest.mark.parametrize("date", [None, "x", 10**18, -(10**18), 10**400, 1.5])
def test_a_strange_date_is_no_date(date: object) -> None:
    heard = understand({"message": a_message(text="x", date=date)})
    assert heard is not None
    assert heard.sent_at is None


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"update_id": 1},
        {"channel_post": a_message(text="x")},
        {"message": None},
        {"message": "strange"},
        {"message": {}},
        {"message": a_message(text="x", chat=None)},
        {"message": a_message(text="x", chat={"type": "private"})},
        {"message": a_message(text="x", chat={"id": "13"})},
        {"message": a_message(text="x", message_id=None)},
        {"callback_query": {}},
        {"callback_query": {"id": "q", "from": {}}},
        {"callback_query": {"id": 5, "from": BUDI}},
        {"my_chat_member": {"chat": CHAT}},
        {"my_chat_member": {"chat": {}, "new_chat_member": {}}},
        {"edited_message": {}},
    ],
)
def test_what_says_nothing_to_the_bot_is_nothing(raw: dict[str, Any]) -> None:
    assert understand(raw) is None


KEYS = st.sampled_from(
    [
        *("message", "edited_message", "callback_query", "my_chat_member", "chat", "from", "id", "type", "message_id"),
        *("date", "text", "caption", "photo", "document", "video", "animation", "audio", "voice", "video_note"),
        *("sticker", "location", "contact", "media_group_id", "file_id", "file_name", "file_size", "mime_type"),
        *("width", "height", "data", "new_chat_member", "status", "first_name", "last_name", "emoji", "latitude"),
    ]
)
NUMBERS = st.integers() | st.sampled_from([0, 13, 2**31, 2**63, 10**30, -1])
LEAVES = st.none() | st.booleans() | NUMBERS | st.floats() | st.text(max_size=5) | st.just("private")
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
# a message in which single parts are anything at all
BODIES = st.dictionaries(KEYS, JSON, max_size=5).map(lambda strange: a_message(**strange))
UPDATES = st.dictionaries(KEYS, JSON, max_size=4) | st.builds(
    lambda kind, body: {kind: body},
    st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]),
    BODIES,
)


@given(UPDATES)
def test_no_shape_of_an_update_is_an_error(raw: dict[str, Any]) -> None:
    heard = understand(raw)
    if heard is not None:
        assert isinstance(heard.chat_id, int)
        assert isinstance(heard.name, str)
        assert isinstance(heard.private, bool)
        assert heard.sent_at is None or heard.sent_at.tzinfo is UTC
        if isinstance(heard.what, File):
            assert all(isinstance(part, str) for part in (heard.what.sent.name, heard.what.sent.file_id))
            assert isinstance(heard.what.sent.size, int)
