// One message: bubble, file, quote, the keyboard under it, and the small things a person can do with it.

import { el, icon, iconButton } from "./dom.js";
import { act } from "./live.js";
import { state, tell } from "./state.js";
import { formatted, startPayload } from "./text.js";
import { gist, size, time } from "./words.js";

const EDITABLE = 48 * 3600 * 1000;
const PHOTO = { width: 420, height: 340 }; // the largest it is shown; the place is kept before it has loaded
const WAIT = 10000; // after so long a pressed button stops waiting for its answer

export function bubble(message, now) {
  const side = message.bot ? "in" : "out";
  const node = el(`article.message.${side}`, { "data-id": message.id, tabindex: -1, "aria-label": spoken(message) });
  const body = el("div.bubble", {}, quote(message), media(message), extra(message), words(message), meta(message));
  if (message.file?.kind === "photo") body.classList.add("with-photo");
  if (message.extra?.kind === "sticker") body.classList.add("bare");
  if (emojiOnly(message)) body.classList.add("bare");
  const wrap = el("div.wrap", {}, el("div.line", {}, body, actions(message, now)), keyboard(message), reaction(message));
  node.append(wrap);
  return node;
}

const spoken = (message) => {
  const who = message.bot ? state.bot.name : state.people.get(message.chat).name;
  return `${who}, ${time(message.at)}: ${gist(message)}`;
};

const emojiOnly = (message) =>
  !message.file && !message.extra && !message.rows.length && /^\p{Extended_Pictographic}\uFE0F?$/u.test(message.text);

function words(message) {
  return message.text ? el("div.text", {}, ...formatted(message)) : null;
}

function meta(message) {
  const node = el("span.meta", {}, message.edited ? el("span", {}, "diedit ") : null, time(message.at));
  if (!message.bot) node.append(ticks(message.ticks));
  return node;
}

function ticks(count) {
  const label = count === 2 ? "sudah diterima bot" : "terkirim";
  const node = el("span.ticks", { role: "img", "aria-label": label, title: label }, icon("check"));
  if (count === 2) node.append(icon("check"));
  return node;
}

function quote(message) {
  if (!message.reply) return null;
  return el("button.quote", { type: "button", onclick: () => tell("show", { chat: message.chat, id: message.reply.id }) },
    el("b", {}, message.reply.who), el("span", {}, message.reply.text || "Pesan"));
}

function media(message) {
  const file = message.file;
  if (!file) return null;
  if (file.kind === "photo") {
    const scale = Math.min(1, PHOTO.width / file.width, PHOTO.height / file.height);
    const [width, height] = [file.width, file.height].map((side) => Math.max(90, Math.round(side * scale)));
    const image = el("img", { src: file.url, alt: message.text || "Foto", width, height });
    image.addEventListener("error", () => image.replaceWith(el("span.photo-gone", {}, icon("photo"), "Foto")));
    return el("a.photo", { href: file.url, target: "_blank", rel: "noopener", "aria-label": "Buka foto" }, image);
  }
  const suffix = (file.name.split(".").pop() || "").slice(0, 4).toUpperCase();
  return el("a.file", { href: file.url, target: "_blank", rel: "noopener", title: file.name },
    el(`span.file-kind.kind-${suffix.toLowerCase().replace(/\W/g, "")}`, {}, suffix),
    el("span.file-name", {}, el("b", {}, file.name), el("small", {}, `${size(file.size)} · ${file.mime === "application/pdf" ? "Buka" : "Unduh"}`)));
}

function extra(message) {
  const given = message.extra;
  if (!given) return null;
  const card = (name, title, note) =>
    el("div.file", {}, el("span.file-kind", {}, icon(name)), el("span.file-name", {}, el("b", {}, title), el("small", {}, note)));
  switch (given.kind) {
    case "contact":
      return card("person", given.first_name, given.phone_number);
    case "location":
      return card("place", "Lokasi", `${given.latitude}, ${given.longitude}`);
    case "voice":
      return card("voice", "Pesan suara", `0.${String(given.duration).padStart(2, "0")}`);
    default:
      return el("div.sticker", {}, given.emoji);
  }
}

function reaction(message) {
  return message.reaction ? el("div.reaction", { "aria-label": `Reaksi ${message.reaction}` }, message.reaction) : null;
}

function actions(message, now) {
  const reply = iconButton("reply", "Balas", () => tell("reply", message), { tabindex: -1 });
  const editable = !message.bot && message.text && !message.file && now - message.at < EDITABLE;
  const edit = editable ? iconButton("edit", "Ubah", () => tell("edit", message), { tabindex: -1 }) : null;
  return el("div.actions", {}, reply, edit);
}

// The keyboard under a message

function keyboard(message) {
  if (!message.rows.length) return null;
  const rows = message.rows.map((row, r) =>
    el("div.keys", {}, ...row.map((button, c) => key(message, button, r, c))));
  return el("div.keyboard", { role: "group", "aria-label": "Tombol" }, ...rows);
}

function key(message, button, row, column) {
  const style = button.style ? `.${button.style}` : "";
  const attributes = { type: "button", "data-place": `${row}.${column}` };
  const label = el("span", {}, button.text);
  if (button.kind === "link" && startPayload(button.value)) {
    const payload = startPayload(button.value);
    return el(`button.key${style}`, { ...attributes, onclick: () => act("start", message.chat, { payload }) }, label);
  }
  if (button.kind === "link") {
    return el(`a.key${style}`, { href: button.value, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  }
  if (button.kind === "copy") {
    const copy = () => navigator.clipboard?.writeText(button.value)
      .then(() => tell("toast", { chat: message.chat, text: "Disalin" }), () => {});
    return el(`button.key${style}`, { ...attributes, onclick: copy }, label, icon("copy"));
  }
  const press = (event) => pressed(event.currentTarget, message, row, column);
  return el(`button.key${style}`, { ...attributes, onclick: press }, label);
}

async function pressed(node, message, row, column) {
  if (node.classList.contains("waiting")) return;
  node.classList.add("waiting");
  setTimeout(() => node.classList.remove("waiting"), WAIT);
  const answer = await act("press", message.chat, { message: message.id, row, column });
  if (!answer.ok) {
    node.classList.remove("waiting");
    tell("toast", { chat: message.chat, text: "Tombol ini sudah tidak berlaku." });
  }
}
