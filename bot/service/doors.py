"""Every way in: which command, button or awaited text leads to which use case."""

from collections.abc import Callable

from bot.service import checking, doubts, drafting, evidence, filling, form, menu, quarter, recap
from bot.service.desk import Visit
from bot.talk import quarter as talk
from bot.talk.say import say

Handler = Callable[..., None]


def cancel(visit: Visit) -> None:
    visit.go()
    visit.say(say(talk.cancelled()))


def stop(visit: Visit, said: str = "") -> None:
    """/batal closes whatever question is open; nothing stored is touched."""
    if visit.at == "prompt":
        cancel(visit)
    else:
        filling.pause(visit)


def fill(visit: Visit, said: str = "") -> None:
    form.begin(visit)


COMMANDS: dict[str, Callable[[Visit, str], None]] = {
    "start": menu.start,
    "tugas": menu.tasks,
    "isi": fill,
    "status": menu.status,
    "bantuan": menu.help_me,
    "batal": stop,
    "sop": menu.show_sop,
    "rekap": recap.command,
    "buka": quarter.command,
    "periksa": checking.command,
    "draf": drafting.command,
    "edarkan": drafting.circulation_command,
}

PRESSES: dict[str, Handler] = {
    "fill": form.begin,
    "open": filling.open_record,
    "list": filling.show_list,
    "summary": filling.show_summary,
    "skip": filling.skip,
    "back": filling.back,
    "pause": filling.pause,
    "nodata": filling.no_data,
    "reading": filling.take_reading,
    "label": filling.take_label,
    "renote": filling.renote,
    "keep": filling.keep,
    "submit": filling.submit,
    "evidence": filling.ask_evidence,
    "place": evidence.put_in_place,
    "noplace": evidence.leave_unplaced,
    "cancel": cancel,
    "status": menu.status,
    "confirm": quarter.confirm,
    "request": quarter.request,
    "instruct": quarter.instruct,
    "deadline": quarter.ask_deadline,
    "units": quarter.choose_unit,
    "proceed": quarter.proceed,
    "nudge": quarter.nudge,
    "noted": quarter.noted,
    "recap": recap.show,
    "recap_file": recap.make_file,
    "recap_step": recap.step,
    "check": checking.overview,
    "check_next": checking.check_next,
    "check_one": checking.check_one,
    "check_list": checking.check_list,
    "accept": checking.accept,
    "accept_all": checking.accept_all,
    "return": checking.ask_reason,
    "checked": checking.finish,
    "draft": drafting.draft,
    "circulation": drafting.prepare,
    "circulate": drafting.circulate,
    "read": drafting.read,
    "correct": drafting.ask_correction,
    "reply": drafting.ask_reply,
    "ledger": drafting.ledger,
    "answers": drafting.answers,
    "send_again": doubts.send_again,
    "leave": doubts.leave,
    "approve": drafting.approve,
    "approved": drafting.approved,
}

# what changes something by the tap alone happens at most once for one keyboard
ONCE = frozenset(
    {
        *("reading", "label", "renote", "keep", "submit", "place", "noplace", "request", "proceed"),
        *("accept", "accept_all", "checked", "circulate", "approved", "recap_step", "send_again", "leave"),
    }
)

PROMPTS: dict[str, Handler] = {
    "instruction": quarter.hear_instruction,
    "deadline": quarter.hear_deadline,
    "return": checking.hear_reason,
    "correction": drafting.hear_correction,
    "reply": drafting.hear_reply,
}
