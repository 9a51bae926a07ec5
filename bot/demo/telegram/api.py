"""The table of Bot API methods the local Telegram knows, and one call through it with its bookkeeping."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.telegram import profile, writing
from bot.demo.telegram.faults import Faults
from bot.demo.telegram.limits import Meter
from bot.demo.telegram.params import Params
from bot.demo.telegram.refusals import NOT_FOUND, NotBuilt, Refusal, Refused, bad, too_many
from bot.demo.telegram.world import World

Method = Callable[[World, Params], Any]
METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "sendMessage": writing.send_message,
    "sendDocument": writing.send_document,
    "sendPhoto": writing.send_photo,
    "sendMediaGroup": writing.send_media_group,
    "sendChatAction": writing.chat_action,
    "editMessageText": writing.edit_text,
    "editMessageCaption": writing.edit_caption,
    "editMessageReplyMarkup": writing.edit_markup,
    "deleteMessage": writing.delete,
    "setMessageReaction": writing.react,
    "pinChatMessage": writing.pin,
    "unpinChatMessage": writing.unpin,
    "answerCallbackQuery": profile.answer_query,
    "getFile": profile.get_file,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyDescription": profile.set_description,
    "setMyShortDescription": profile.set_short_description,
    "setChatMenuButton": profile.set_menu_button,
    "leaveChat": profile.leave_chat,
    "deleteWebhook": profile.delete_webhook,
    "setWebhook": profile.set_webhook,
    "getWebhookInfo": profile.webhook_info,
}
POLL = "getUpdates"
NAMES = {name.lower(): name for name in [*METHODS, POLL]}  # the real server does not mind upper and lower case
COUNTED = ("send", "edit")  # what the limits and flood waits count; answers to pressed buttons are free


@dataclass(frozen=True)
class Call:
    """One API call as it came in: its result, or the refusal it got. `at` is the world's clock."""

    method: str
    params: dict[str, Any]
    at: datetime
    result: Any = None
    refusal: Refusal | None = None

    @property
    def ok(self) -> bool:
        return self.refusal is None


class Api:
    """`failures` collects what the local Telegram does not know; a test asserts that it is empty."""

    def __init__(self, world: World, faults: Faults, meter: Meter) -> None:
        self._world = world
        self._faults = faults
        self._meter = meter
        self.calls: list[Call] = []
        self.failures: list[str] = []

    def name(self, method: str) -> str:
        """The method's name as documented; an unknown one is noted and refused."""
        known = NAMES.get(method.lower())
        if known is None:
            self.failures.append(f"unknown method {method}")
            raise Refused(NOT_FOUND)
        return known

    def call(self, method: str, params: Params) -> Any:
        """Carries out one call (anything but getUpdates) and notes it; raises Refused."""
        try:
            self._hold_back(method, params)
            result = METHODS[method](self._world, params)
        except NotBuilt as unknown:
            self.failures.append(f"{method}: {unknown}")
            words = f"the local Telegram does not know this: {unknown}"
            raise self.refuse(method, params, bad(words).refusal) from None
        except Refused as refused:
            raise self.refuse(method, params, refused.refusal) from None
        self.note(method, params, result)
        return result

    def note(self, method: str, params: Params, result: Any) -> None:
        self.calls.append(Call(method, params.values, self._world.clock(), result))
        self.failures.extend(f"{method}: unknown parameter {name}" for name in params.unknown)

    def refuse(self, method: str, params: Params, refusal: Refusal) -> Refused:
        self.calls.append(Call(method, params.values, self._world.clock(), refusal=refusal))
        return Refused(refusal)

    def _hold_back(self, method: str, params: Params) -> None:
        chat_id = params.integer("chat_id")
        if method == "sendChatAction" or chat_id is None or not method.startswith(COUNTED):
            return
        if seconds := self._faults.flooded(chat_id) or self._meter.wait(chat_id):
            raise Refused(too_many(seconds))
