// One conversation on the screen: its head, its messages in order, and its composer.

import { bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { byId, calm, el, icon, iconButton, setText } from "./dom.js";
import { act, isTyping } from "./live.js";
import { Popup, item } from "./popup.js";
import { columns, markRead, messagesOf, now, open, state, tell, watch } from "./state.js";
import { dayKey, dayTitle, gist, initials } from "./words.js";

const TOGETHER = 10 * 60 * 1000; // messages this close are one group
const NEAR = 90; // pixels from the bottom that count as being at the bottom
const TOAST = 4200;
const NARROWEST = 320; // pixels a chat needs beside others

export class Chat {
  constructor(id) {
    this.id = id;
    this.nodes = new Map(); // message id -> element
    const seen = state.read[id];
    this.firstNew = seen ? messagesOf(id).find((message) => message.bot && message.id > seen)?.id : undefined;
    this.stuck = true; // the newest message stays in sight until one scrolls up
    this.lastTop = 0;
    this.log = el("div.log", { role: "log", "aria-live": "off", tabindex: 0, "aria-label": "Pesan" });
    this.down = iconButton("down", "Ke pesan terbaru", () => this.toEnd(true));
    this.down.classList.add("to-end");
    this.toasts = el("div.toasts", { role: "status" });
    this.pinned = el("button.pinned", { type: "button", hidden: true });
    this.composer = new Composer(id);
    this.root = el("section.chat", { "data-chat": id, "aria-label": state.people.get(id).name });
    this.root.append(this.head(), this.pinned, el("div.log-frame", {}, this.log, this.down, this.toasts), this.composer.root);
    this.listen();
    for (const message of messagesOf(id)) this.place(message);
    this.arrange();
    this.person();
  }

  listen() {
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.log.addEventListener("keydown", (event) => this.walk(event));
    this.log.addEventListener("focusin", (event) => this.focused(event.target.closest(".message")));
    new ResizeObserver(() => this.stuck && this.toEnd(false)).observe(this.log);
    this.root.addEventListener("focusin", () => state.active !== this.id && open(this.id));
    this.root.addEventListener("pointerdown", () => state.active !== this.id && open(this.id));
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      this.composer.choose([...event.dataTransfer.files]);
    });
  }

  head() {
    const back = iconButton("back", "Kembali ke daftar", () => tell("back"));
    back.classList.add("back");
    this.avatar = el("span.avatar", { "aria-hidden": "true" });
    this.name = el("h2");
    this.note = el("p.note");
    this.pin = iconButton("pin", "Pantau berdampingan", () => watch(this.id, !state.watched.includes(this.id)));
    this.pin.classList.add("pin");
    const more = iconButton("more", "Pilihan lain", null);
    const menu = new Popup("choices", more, () => this.choices(menu));
    const panel = iconButton("clock", "Jam dan tur", () => tell("panel"));
    panel.classList.add("panel-toggle");
    return el("header.bar", {}, back, this.avatar, el("div.who", {}, this.name, this.note), panel, this.pin,
      el("div.head-menu", {}, more, menu.root));
  }

  choices(menu) {
    const { blocked } = state.people.get(this.id);
    const choose = () => {
      menu.close();
      menu.home.focus();
      act("block", this.id, { blocked: !blocked });
    };
    return [item(choose, icon("block"), blocked ? "Buka blokir bot" : "Blokir bot")];
  }

  /** The person changed, or what stands in the head did. */
  person() {
    const person = state.people.get(this.id);
    setText(this.name, person.name);
    setText(this.avatar, initials(person.name));
    this.avatar.style.setProperty("--tint", person.color);
    const typing = isTyping(this.id);
    this.note.classList.toggle("typing", typing);
    setText(this.note, typing ? "bot sedang mengetik…" : [person.role, person.unit].filter(Boolean).join(" · "));
    const pinned = state.watched.includes(this.id);
    this.pin.setAttribute("aria-pressed", String(pinned));
    this.composer.person();
    this.empty();
  }

  empty() {
    this.hello?.remove();
    if (this.nodes.size) return;
    const about = state.description || "Bot ini membantu pelaporan kinerja. Tekan MULAI untuk membuka percakapan.";
    this.hello = el("div.hello", {}, el("b", {}, state.bot.name), el("p", {}, about));
    this.log.append(this.hello);
  }

  // messages

  put(message) {
    this.place(message);
    this.arrange();
  }

  place(message) {
    const old = this.nodes.get(message.id);
    const node = bubble(message, now());
    this.nodes.set(message.id, node);
    if (old) {
      this.swap(old, node);
    } else {
      this.hello?.remove();
      const after = [...this.nodes.keys()].filter((id) => id > message.id).sort((a, b) => a - b)[0];
      this.log.insertBefore(node, after ? this.nodes.get(after) : null);
    }
  }

  swap(old, node) {
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    const place = focus?.dataset.place;
    old.replaceWith(node);
    if (!focus) return;
    const twin = place && node.querySelector(`[data-place="${place}"]`);
    (twin || node.querySelector(".key") || node).focus({ preventScroll: true });
  }

  remove(id) {
    this.nodes.get(id)?.remove();
    this.nodes.delete(id);
    this.arrange();
    this.empty();
  }

  /** Dates between days, one tail per group, and the line above what is new. */
  arrange() {
    for (const mark of this.log.querySelectorAll(".day, .unread-line")) mark.remove();
    const messages = messagesOf(this.id);
    const isNew = (message) => Boolean(message) && message.id === this.firstNew;
    messages.forEach((message, at) => {
      const node = this.nodes.get(message.id);
      if (!node) return;
      const [before, after] = [messages[at - 1], messages[at + 1]];
      node.classList.toggle("first", !together(before, message) || isNew(message));
      node.classList.toggle("last", !together(message, after) || isNew(after));
      if (!before || dayKey(before.at) !== dayKey(message.at)) {
        node.before(el("div.day", {}, el("span", {}, dayTitle(message.at, now()))));
      }
      if (isNew(message) && at > 0) node.before(el("div.unread-line", {}, "Belum dibaca"));
    });
    this.bar();
  }

  bar() {
    const pinned = messagesOf(this.id).filter((message) => message.pinned).at(-1);
    this.pinned.hidden = !pinned;
    if (!pinned) return;
    this.pinned.replaceChildren(el("b", {}, "Pesan tersemat"), el("span", {}, gist(pinned)));
    this.pinned.onclick = () => this.show(pinned.id);
  }

  /** A message came in or changed while the chat is on the screen. */
  update(message, fresh) {
    this.scrolled(); // the event of a scroll just made may not have come yet
    const seen = this.stuck && document.visibilityState === "visible";
    if (fresh && !message.bot) this.firstNew = undefined;
    else if (fresh && !seen) this.firstNew ??= message.id;
    this.put(message);
    if (fresh) this.nodes.get(message.id).classList.add("arriving");
    if (this.stuck || (fresh && !message.bot)) this.toEnd(fresh);
    this.scrolled();
    if (message.placeholder !== null && fresh) this.composer.ask(message);
  }

  // scrolling and reading

  atEnd() {
    return this.log.clientHeight > 0 && this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd(smooth) {
    this.stuck = true;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm() ? "smooth" : "instant" });
  }

  opened() {
    const line = this.log.querySelector(".unread-line");
    this.toEnd(false);
    if (line) this.log.scrollTop = Math.min(this.log.scrollTop, line.offsetTop - 80);
    this.scrolled();
  }

  scrolled() {
    const [end, top] = [this.atEnd(), this.log.scrollTop];
    if (end || top < this.lastTop) this.stuck = end;
    this.lastTop = top;
    this.down.classList.toggle("shown", !this.stuck);
    if ((end || this.stuck) && this.log.clientHeight && document.visibilityState === "visible") markRead(this.id);
  }

  show(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
    node.classList.add("shown-now");
    setTimeout(() => node.classList.remove("shown-now"), 1500);
  }

  // keyboard: arrows walk through the messages, the actions of the one in focus can be reached by Tab

  walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target.closest(".keyboard")) return;
    const all = [...this.log.querySelectorAll(".message")];
    const at = all.indexOf(document.activeElement.closest(".message"));
    const next = all[at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + step))];
    event.preventDefault();
    next?.focus();
  }

  focused(node) {
    for (const button of this.log.querySelectorAll('.actions [tabindex="0"]')) button.tabIndex = -1;
    for (const button of node?.querySelectorAll(".actions button") || []) button.tabIndex = 0;
  }

  toast({ text, alert, message_id: id }) {
    for (const key of this.nodes.get(id)?.querySelectorAll(".waiting") || []) key.classList.remove("waiting");
    if (!text) return;
    if (alert) {
      setText(byId("alert-text"), text);
      if (!byId("alert").open) byId("alert").showModal();
      return;
    }
    const node = el("div.toast", {}, text);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST);
  }
}

function together(one, other) {
  return Boolean(one && other) && one.bot === other.bot && other.at - one.at < TOGETHER && dayKey(one.at) === dayKey(other.at);
}

/** The row of open chats; keeps those that stay, so that nothing jumps. */
export class Chats {
  constructor(root) {
    this.root = root;
    this.open = new Map();
    this.nobody = el("div.nobody", {}, el("p", {}, icon("person"), "Pilih seseorang untuk melihat percakapannya."));
  }

  room() {
    return Math.max(1, Math.floor(this.root.clientWidth / NARROWEST));
  }

  layout() {
    const room = this.room();
    const wanted = columns(room);
    this.root.classList.toggle("single", room === 1);
    for (const [id, chat] of this.open) {
      if (wanted.includes(id)) continue;
      chat.root.remove();
      this.open.delete(id);
    }
    wanted.forEach((id, place) => {
      const known = this.open.get(id);
      const chat = known || new Chat(id);
      this.open.set(id, chat);
      if (this.root.children[place] !== chat.root) this.root.insertBefore(chat.root, this.root.children[place] || null);
      if (!known) chat.opened();
      chat.root.classList.toggle("active", id === state.active && wanted.length > 1);
      chat.person();
    });
    this.root.style.setProperty("--columns", String(Math.max(1, wanted.length)));
    if (wanted.length) this.nobody.remove();
    else this.root.append(this.nobody);
  }

  rebuild() {
    this.open.clear();
    this.root.replaceChildren();
    this.layout();
  }

  get(id) {
    return this.open.get(id);
  }
}
