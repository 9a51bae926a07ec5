// Puts the parts together: what changed, and which part draws it anew.

import { Chats } from "./chat.js";
import { drawClock, startClock } from "./clock.js";
import { byId, phone, say, setText } from "./dom.js";
import { connect } from "./live.js";
import { drawPeople } from "./people.js";
import { markRead, on, open, state, tell } from "./state.js";
import { drawTour, pulse } from "./tour.js";
import { gist } from "./words.js";

const chats = new Chats(byId("chats"));
const app = byId("app");

function layout() {
  app.classList.toggle("in-chat", state.active !== null);
  chats.layout();
  drawPeople();
  pulse();
}

on("loaded", (fresh) => {
  setText(byId("bot-name"), state.bot.name);
  setText(byId("bot-note"), `@${state.bot.username}`);
  document.title = `${state.bot.name} · Telegram lokal`;
  if (fresh && state.active === null && !phone()) state.active = state.front = state.people.keys().next().value ?? null;
  const place = document.activeElement?.closest(".composer") ? state.active : null;
  chats.rebuild();
  layout();
  if (place) chats.get(place)?.composer.box.focus();
  panels();
  drawClock();
  drawTour();
});

on("layout", layout);
on("list", drawPeople);

on("message", ({ message, fresh }) => {
  const chat = chats.get(message.chat);
  chat?.update(message, fresh);
  chat?.person();
  drawPeople();
  pulse();
  if (fresh && message.bot) say(`Pesan baru untuk ${state.people.get(message.chat).name}: ${gist(message)}`);
});

on("gone", ({ chat, id }) => {
  chats.get(chat)?.remove(id);
  drawPeople();
});

on("person", (person) => {
  chats.get(person.id)?.person();
  layout();
});

on("typing", (id) => {
  chats.get(id)?.person();
  drawPeople();
});

on("toast", (toast) => {
  const chat = chats.get(toast.chat);
  if (chat) chat.toast(toast);
  if (toast.text) say(toast.text);
});

on("show", ({ chat, id }) => chats.get(chat)?.show(id));
on("reply", (message) => chats.get(message.chat)?.composer.reply(message));
on("edit", (message) => chats.get(message.chat)?.composer.edit(message));
on("clock", () => {
  panels();
  drawClock();
  drawPeople();
  pulse();
});
on("tour", () => {
  panels();
  drawTour();
});

on("back", () => {
  const id = state.active;
  open(null);
  document.querySelector(`.person[data-person="${id}"]`)?.focus();
});

// The panel with clock and tour: beside the chats on wide screens, a sheet on narrow ones.

function panels() {
  const anything = Boolean(state.clock || state.tour);
  if (byId("panel").hidden === !anything) return;
  byId("panel").hidden = !anything;
  app.classList.toggle("has-panel", anything);
  layout();
}

let panelFrom = null; // what had the focus when the sheet came

function panel(wanted) {
  if (!byId("panel").contains(document.activeElement)) panelFrom = document.activeElement;
  const shown = wanted ?? !app.classList.contains("panel-shown");
  app.classList.toggle("panel-shown", shown);
  byId("panel-open").setAttribute("aria-expanded", String(shown));
  if (shown) byId("panel-close").focus();
  else if (byId("panel").contains(document.activeElement)) panelFrom?.focus();
}

on("panel", panel);
byId("panel-open").addEventListener("click", () => panel());
byId("tour-strip").addEventListener("click", () => panel(true));
byId("panel-close").addEventListener("click", () => panel(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && app.classList.contains("panel-shown")) panel(false);
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  for (const chat of chats.open.values()) if (chat.atEnd()) markRead(chat.id);
});

let resizing = null;
addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => tell("layout"), 120);
});

startClock();
connect();
