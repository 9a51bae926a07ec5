"""Logs as one JSON object a line, so that a search finds fields. A bot token never gets into one."""

import json
import logging
import re
from datetime import UTC, datetime

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{10,}")  # the form of a bot token, also inside an address
HIDDEN = "<token>"


class JsonLines(logging.Formatter):
    """`at` is UTC; `where` names the module; `error` is a traceback with its line breaks escaped."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return _TOKEN.sub(HIDDEN, json.dumps(said, ensure_ascii=False))


def write_logs(level: int) -> None:
    """To stderr, from this level up; the scheduler's own chatter only from warnings up."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("apscheduler").setLevel(max(level, logging.WARNING))
