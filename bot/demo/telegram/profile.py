"""Bot API methods about the bot itself: who it is, its menus, its answers to pressed buttons, its files."""

from typing import Any

from bot.demo.telegram.entities import units
from bot.demo.telegram.params import Params
from bot.demo.telegram.refusals import CHAT_NOT_FOUND, QUERY_TOO_OLD, NotBuilt, Refused, bad
from bot.demo.telegram.world import Event, World
from bot.demo.telegram.writing import chat_of

COMMANDS = 100
COMMAND_LENGTH = 32
DESCRIPTION_LENGTH = 256
TOAST_LENGTH = 200
QUERY_SECONDS = 30.0
_COMMAND_LETTERS = set("abcdefghijklmnopqrstuvwxyz0123456789_")


def get_me(world: World, params: Params) -> dict[str, Any]:
    talents = {
        "can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False,
        "can_connect_to_business": False, "has_main_web_app": False,
    }  # fmt: skip
    return world.bot | talents


def answer_query(world: World, params: Params) -> bool:
    """Ends the little clock on the button; once, and in time."""
    params.ignore("cache_time")
    words, alert, url = params.text("text"), params.flag("show_alert"), params.text("url")
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answered or world.monotonic() - query.since > QUERY_SECONDS:
        raise Refused(QUERY_TOO_OLD)
    if units(words) > TOAST_LENGTH:
        raise bad("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{world.bot['username']}?start="):
        raise bad("URL_INVALID")
    query.answered = True
    detail = {"text": words, "alert": alert, "message_id": query.message_id}
    world.tell(Event("toast", query.user_id, detail=detail))
    return True


def get_file(world: World, params: Params) -> dict[str, Any]:
    stored = world.files.downloadable(params.text("file_id"))
    return stored.as_file() | {"file_path": stored.path}


def _scope(world: World, params: Params) -> int | None:
    """The chat a command menu is for; None is the menu everybody without an own one sees."""
    raw = params.json("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if params.text("language_code"):
        raise NotBuilt("command menus per language")
    match raw.get("type"):
        case "default" | "all_private_chats":
            return None
        case "chat" if int(raw.get("chat_id", 0)) in world.people:
            return int(raw["chat_id"])
        case "chat":
            raise Refused(CHAT_NOT_FOUND)
        case other:
            raise NotBuilt(f"BotCommandScope {other}")


def set_commands(world: World, params: Params) -> bool:
    scope = _scope(world, params)
    raw = params.json("commands", "can't parse commands JSON object") or []
    if len(raw) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.menus[scope] = [_command(item) for item in raw]
    world.tell(Event("menu", scope or 0))
    return True


def _command(item: dict[str, Any]) -> dict[str, str]:
    name = str(item.get("command", "")).strip().removeprefix("/")
    description = str(item.get("description", "")).strip()
    if not name:
        raise bad("command must be non-empty")
    if len(name) > COMMAND_LENGTH:
        raise bad(f"command length must not exceed {COMMAND_LENGTH}")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad(f"command description length must not exceed {DESCRIPTION_LENGTH}")
    if not set(name) <= _COMMAND_LETTERS:
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def delete_commands(world: World, params: Params) -> bool:
    scope = _scope(world, params)
    world.menus.pop(scope, None)
    world.tell(Event("menu", scope or 0))
    return True


def get_commands(world: World, params: Params) -> list[dict[str, str]]:
    return world.menus.get(_scope(world, params), [])


def menu_for(world: World, user_id: int) -> list[dict[str, str]]:
    """The commands this person sees: the own menu, else the common one."""
    return world.menus.get(user_id) or world.menus.get(None, [])


def set_description(world: World, params: Params) -> bool:
    return _describe(world, params, "description", 512)


def set_short_description(world: World, params: Params) -> bool:
    return _describe(world, params, "short_description", 120)


def _describe(world: World, params: Params, name: str, longest: int) -> bool:
    text = params.text(name)
    if params.text("language_code"):
        raise NotBuilt(f"{name} per language")
    if len(text) > longest:
        raise bad("BOT_DESCRIPTION_INVALID" if name == "description" else "BOT_SHORT_DESCRIPTION_INVALID")
    world.profile[name] = text
    return True


def set_menu_button(world: World, params: Params) -> bool:
    if params.text("chat_id") and chat_of(params) not in world.people:
        raise Refused(CHAT_NOT_FOUND)
    button = params.json("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if button.get("type") not in ("default", "commands"):
        raise NotBuilt(f"menu button {button.get('type')}")
    world.profile["menu_button"] = button
    return True


def leave_chat(world: World, params: Params) -> bool:
    if chat_of(params) not in world.people:
        raise Refused(CHAT_NOT_FOUND)
    raise bad("chat member status can't be changed in private chats")


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.forget_pending()
    return True


def set_webhook(world: World, params: Params) -> bool:
    params.ignore(*params.values)
    if params.text("url"):
        raise NotBuilt("setWebhook: the local Telegram delivers by getUpdates only")
    return delete_webhook(world, params)


def webhook_info(world: World, params: Params) -> dict[str, Any]:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
