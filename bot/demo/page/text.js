// A message's text with its formatting, built from the entities the Bot API delivers. Never from HTML.

import { el } from "./dom.js";
import { act } from "./live.js";
import { state } from "./state.js";
import { moment } from "./words.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote.long",
  url: "a", text_link: "a", email: "a", bot_command: "button.command", mention: "span.mention",
  hashtag: "span.mention", spoiler: "button.spoiler", date_time: "time",
};

/** Offsets are UTF-16 units, which is what JavaScript strings count too. */
export function formatted(message) {
  const spans = message.spans.filter((span) => TAGS[span.type]);
  return piece(message, spans, 0, message.text.length);
}

function piece(message, spans, start, end) {
  const parts = [];
  let at = start;
  while (spans.length && spans[0].offset < end) {
    const span = spans.shift();
    const stop = Math.min(span.offset + span.length, end);
    if (span.offset < at) continue;
    if (span.offset > at) parts.push(message.text.slice(at, span.offset));
    const inner = [];
    while (spans.length && spans[0].offset < stop) inner.push(spans.shift());
    parts.push(node(message, span, piece(message, inner, span.offset, stop)));
    at = stop;
  }
  if (at < end) parts.push(message.text.slice(at, end));
  return parts;
}

function node(message, span, children) {
  const text = message.text.slice(span.offset, span.offset + span.length);
  switch (span.type) {
    case "url":
    case "text_link":
      return link(message, span.url || (text.includes("://") ? text : `https://${text}`), children);
    case "email":
      return el("a", { href: `mailto:${text}` }, ...children);
    case "bot_command":
      return el("button.command", { type: "button", onclick: () => act("text", message.chat, { text }) }, ...children);
    case "spoiler":
      return el("button.spoiler", { type: "button", "aria-label": "Tampilkan teks tersembunyi",
        onclick: (event) => event.currentTarget.classList.add("shown") }, ...children);
    case "date_time":
      return el("time", { title: moment(span.unix_time * 1000) }, ...children);
    default:
      return el(TAGS[span.type], {}, ...children);
  }
}

/** A link to the bot's own Start is pressed here instead of leaving the page. */
export function startPayload(address) {
  const found = /^(?:https?:\/\/)?t\.me\/(\w+)\?start=([\w-]{1,64})$/.exec(address);
  return found && found[1].toLowerCase() === state.bot.username.toLowerCase() ? found[2] : null;
}

function link(message, address, children) {
  const payload = startPayload(address);
  if (payload) {
    return el("button.command", { type: "button", onclick: () => act("start", message.chat, { payload }) }, ...children);
  }
  const safe = /^(https?|mailto|tg):/i.test(address) ? address : "#";
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
