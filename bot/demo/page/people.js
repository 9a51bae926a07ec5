// The list of people: who they are, what was said last, what is unread.

import { byId, el, icon, setText } from "./dom.js";
import { isTyping } from "./live.js";
import { lastOf, now, open, state, unread } from "./state.js";
import { gist, initials, stamp } from "./words.js";

const rows = new Map();

export function drawPeople() {
  const list = byId("people-list");
  for (const [id, row] of rows) {
    if (state.people.has(id)) continue;
    row.root.remove();
    rows.delete(id);
  }
  for (const person of state.people.values()) {
    if (!rows.has(person.id)) {
      rows.set(person.id, build(person));
      list.append(rows.get(person.id).root);
    }
    fill(rows.get(person.id), person);
  }
  roving();
}

function build(person) {
  const avatar = el("span.avatar", { "aria-hidden": "true" });
  const [name, when, role, last] = [el("b.name"), el("time"), el("span.role"), el("span.preview")];
  const badge = el("span.badge", { hidden: true });
  const mark = el("span.watched", { title: "Dipantau" }, icon("pin"));
  const button = el("button.person", { type: "button", "data-person": person.id, onclick: () => open(person.id), onkeydown: walk },
    avatar, el("span.lines", {}, el("span.line", {}, name, mark, when), role, el("span.line", {}, last, badge)));
  return { root: el("li", {}, button), button, avatar, name, when, role, last, badge, mark };
}

function fill(row, person) {
  const last = lastOf(person.id);
  const count = unread(person.id);
  setText(row.avatar, initials(person.name));
  row.avatar.style.setProperty("--tint", person.color);
  setText(row.name, person.name);
  setText(row.role, [person.role, person.unit].filter(Boolean).join(" · "));
  setText(row.when, last ? stamp(last.at, now()) : "");
  const typing = isTyping(person.id);
  row.last.classList.toggle("typing", typing);
  setText(row.last, typing ? "bot sedang mengetik…" : preview(person, last));
  row.badge.hidden = !count;
  setText(row.badge, count > 99 ? "99+" : String(count));
  row.mark.hidden = !state.watched.includes(person.id);
  row.button.title = `${person.name}, ${person.role}`;
  row.button.setAttribute("aria-label", `${person.name}, ${person.role} ${person.unit}${count ? `, ${count} belum dibaca` : ""}`);
  if (person.id === state.active) row.button.setAttribute("aria-current", "true");
  else row.button.removeAttribute("aria-current");
}

function preview(person, last) {
  if (person.blocked) return "Bot diblokir";
  if (!last) return person.started ? "Belum ada pesan" : "Belum menekan Mulai";
  return last.bot ? gist(last) : `Anda: ${gist(last)}`;
}

// One stop for Tab; arrows move inside the list.

function buttons() {
  return [...rows.values()].map((row) => row.button);
}

function roving() {
  const all = buttons();
  const current = all.find((button) => button.getAttribute("aria-current")) || all[0];
  for (const button of all) button.tabIndex = button === current ? 0 : -1;
}

function walk(event) {
  const all = buttons();
  const at = all.indexOf(event.currentTarget);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined || !all[next]) return;
  event.preventDefault();
  all[at].tabIndex = -1;
  all[next].tabIndex = 0;
  all[next].focus();
}
