"""Bukti dukung: kept the moment it comes, with its place if a question is open, else with a question for its place."""

import re

from bot.rules.filling import Question
from bot.rules.record import Record
from bot.service import form
from bot.service.desk import Visit
from bot.service.heard import LARGEST, File
from bot.talk import filling as answers
from bot.talk import places, questions
from bot.talk.say import say
from storage import evidence
from storage.evidence import Sent

_LINK = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(id|com|org|net|gov|io|gle|ly|me|drive)\b", re.IGNORECASE)


def keep_file(visit: Visit, file: File) -> None:
    """A file, photo, voice message, sticker or location."""
    if file.sent.size > LARGEST:
        visit.audit("file_too_big", file.sent.name, new=str(file.sent.size))
        visit.say(places.too_big())
        return
    record = _open_record(visit)
    place = (record.quarter.code, record.indicator.code) if record else None
    album = evidence.album_pieces(visit.desk.connection, visit.chat_id, file.sent.album) if file.sent.album else []
    if album and place is None and (first := album[0]).period and first.indicator:
        place = (first.period, first.indicator)  # the rest of an album goes where its first picture went
    number = evidence.add_evidence(visit.desk.connection, file.sent, visit.person.code, visit.source, place)
    visit.audit("evidence", "/".join(place) if place else "", new=f"{number} {file.sent.name}")
    if album:
        return  # an album is answered once
    if record is None:
        visit.say(places.where_to(file.sent.kind, number, _likely(visit)))
        return
    _ask_again(visit, record, file.sent.name)


def keep_link(visit: Visit, record: Record, text: str) -> None:
    """A link typed at the question for evidence: kept as text, never opened. Other text is no evidence."""
    if not _LINK.search(text):
        visit.say(questions.not_a_link(record))
        return
    place = (record.quarter.code, record.indicator.code)
    number = evidence.add_evidence(visit.desk.connection, Sent("link", text), visit.person.code, visit.source, place)
    visit.audit("evidence", "/".join(place), new=f"{number} {text}")
    _ask_again(visit, record, text)


def put_in_place(visit: Visit, piece: str, period: str, code: str) -> None:
    """The officer says where an earlier file belongs."""
    found = evidence.load_piece(visit.desk.connection, int(piece))
    record = form.find(visit, period, code)
    if found is None or record is None or found.person != visit.person.code:
        return
    pieces = evidence.album_pieces(visit.desk.connection, visit.chat_id, found.album) if found.album else [found]
    for each in pieces:
        evidence.put_in_place(visit.desk.connection, each.id, period, code)
    visit.audit("evidence", f"{period}/{code}", new=f"{piece} {found.name}")
    visit.replace(say(places.placed(found.name, record)))


def leave_unplaced(visit: Visit, piece: str) -> None:
    visit.audit("evidence_unplaced", piece)
    visit.replace(say(places.not_placed()))


def _open_record(visit: Visit) -> Record | None:
    """The indicator whose question is open, if any."""
    if visit.at != "fill":
        return None
    return form.find(visit, str(visit.talk.state["period"]), str(visit.talk.state["indicator"]))


def _ask_again(visit: Visit, record: Record, name: str) -> None:
    """The question stays open: more files may follow, or the value is still wanted."""
    question = Question(visit.talk.state["question"])
    period = record.quarter.code
    fresh = visit.desk.record(period, record.indicator.code) or record
    form.put(visit, form.own(visit, period), fresh, question, (answers.evidence_recorded(name, record),))


def _likely(visit: Visit) -> list[Record]:
    """Where something could belong: first what wants evidence, then everything else of this person."""
    mine = form.own(visit)
    return sorted(mine, key=lambda record: not (record.indicator.evidence and not record.evidence))
