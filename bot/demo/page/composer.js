// Writing: the text box with its command menu, attachments, reply and edit; or the Start button.

import { byId, el, icon, iconButton, setText } from "./dom.js";
import { act, upload } from "./live.js";
import { messagesOf, state, tell } from "./state.js";
import { gist, size } from "./words.js";

const ATTACHMENTS = [
  ["photo", "Foto", "image/*"],
  ["file", "Berkas", ""],
  ["person", "Kontak saya", "contact"],
  ["place", "Lokasi", "location"],
  ["voice", "Pesan suara", "voice"],
  ["smile", "Stiker", "sticker"],
];

export class Composer {
  constructor(id) {
    this.id = id;
    this.about = null; // { message, kind: "reply" | "edit" }
    this.context = el("div.context", { hidden: true });
    this.box = el("textarea", { rows: 1, placeholder: "Tulis pesan", "aria-label": "Tulis pesan", maxlength: 20000, enterkeyhint: "send" });
    this.menuButton = el("button.menu-button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "Menu perintah", onclick: () => this.toggle(this.menu, this.menuButton) }, icon("menu"), el("span", {}, "Menu"));
    this.clip = iconButton("clip", "Lampirkan", () => this.toggle(this.attachments, this.clip), { "aria-haspopup": "menu", "aria-expanded": "false" });
    this.clip.classList.add("clip");
    this.send = iconButton("send", "Kirim", () => this.submit());
    this.send.classList.add("send");
    this.menu = el("div.popup.commands", { role: "menu", hidden: true });
    this.attachments = el("div.popup.attachments", { role: "menu", hidden: true }, ...ATTACHMENTS.map((one) => this.attachment(...one)));
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.picked() });
    this.start = el("button.start", { type: "button", onclick: () => this.pressStart() }, "MULAI");
    this.line = el("div.composer-line", {}, this.menuButton, this.clip, this.box, this.send);
    this.root = el("footer.composer", {}, this.menu, this.attachments, this.context, this.line, this.start, this.picker);
    this.listen();
  }

  listen() {
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files || [])];
      if (files.length) this.choose(files);
    });
    for (const popup of [this.menu, this.attachments]) popup.addEventListener("keydown", (event) => this.walk(event, popup));
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget)) this.close();
    });
  }

  person() {
    const person = state.people.get(this.id);
    const ready = person.started && !person.blocked;
    this.line.hidden = !ready;
    this.start.hidden = ready;
    setText(this.start, person.blocked ? "BUKA BLOKIR" : "MULAI");
    this.menuButton.hidden = !person.menu.length;
    this.fillMenu(person.menu, "");
  }

  pressStart() {
    const person = state.people.get(this.id);
    if (person.blocked) act("block", this.id, { blocked: false });
    else act("start", this.id);
    setTimeout(() => this.box.focus(), 120);
  }

  // text

  typed() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 160)}px`;
    const start = /^\/(\w*)$/.exec(this.box.value);
    const commands = state.people.get(this.id).menu;
    if (start && commands.length) {
      this.fillMenu(commands, start[1].toLowerCase());
      this.menu.hidden = !this.menu.children.length;
    } else {
      this.menu.hidden = true;
    }
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.close();
      this.clear();
    } else if (event.key === "ArrowUp" && !this.box.value) {
      this.editLast(event);
    } else if (event.key === "ArrowDown" && !this.menu.hidden) {
      event.preventDefault();
      this.menu.querySelector("button")?.focus();
    }
  }

  editLast(event) {
    const own = messagesOf(this.id).filter((message) => !message.bot && message.text && !message.file).at(-1);
    if (!own) return;
    event.preventDefault();
    this.edit(own);
  }

  async submit() {
    const text = this.box.value;
    if (!text.trim()) return;
    const about = this.about;
    this.clear();
    const answer =
      about?.kind === "edit"
        ? await act("edit", this.id, { message: about.message.id, text })
        : await act("text", this.id, { text, reply: about?.message.id ?? "" });
    if (!answer.ok) {
      this.box.value = text;
      this.typed();
      tell("toast", { chat: this.id, text: about?.kind === "edit" ? "Pesan ini tidak dapat diubah lagi." : "Belum terkirim. Coba lagi." });
    }
  }

  clear() {
    this.about = null;
    this.context.hidden = true;
    this.box.value = "";
    this.box.placeholder = "Tulis pesan";
    this.typed();
  }

  reply(message) {
    this.refer(message, "reply", `Balas ${message.bot ? state.bot.name : state.people.get(this.id).name}`);
  }

  edit(message) {
    this.refer(message, "edit", "Ubah pesan");
    this.box.value = message.text;
    this.typed();
  }

  /** The bot asks for an answer to this message. */
  ask(message) {
    this.refer(message, "reply", `Balas ${state.bot.name}`, false);
    this.box.placeholder = message.placeholder || "Tulis jawaban";
  }

  refer(message, kind, title, focus = true) {
    this.about = { message, kind };
    this.context.hidden = false;
    const drop = iconButton("close", "Batal", () => this.clear());
    this.context.replaceChildren(icon(kind), el("div", {}, el("b", {}, title), el("span", {}, gist(message))), drop);
    if (focus) this.box.focus();
  }

  // menus

  fillMenu(commands, start) {
    const fitting = commands.filter((one) => one.command.startsWith(start));
    this.menu.replaceChildren(...fitting.map((one) =>
      el("button", { type: "button", role: "menuitem", onclick: () => this.command(one.command) }, el("span", {}, one.description), el("b", {}, `/${one.command}`))));
  }

  command(name) {
    this.close();
    this.clear();
    this.box.focus();
    act("text", this.id, { text: `/${name}` });
  }

  toggle(popup, button) {
    const opening = popup.hidden;
    this.close();
    if (!opening) return;
    if (popup === this.menu) this.fillMenu(state.people.get(this.id).menu, "");
    popup.hidden = false;
    button.setAttribute("aria-expanded", "true");
    popup.querySelector("button")?.focus();
  }

  close() {
    this.menu.hidden = this.attachments.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
    this.clip.setAttribute("aria-expanded", "false");
  }

  walk(event, popup) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") {
      this.close();
      this.box.focus();
    } else if (step) {
      event.preventDefault();
      const all = [...popup.querySelectorAll("button")];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    }
  }

  // files

  attachment(name, label, kind) {
    const choose = () => {
      this.close();
      if (name !== "photo" && name !== "file") return act("other", this.id, { kind });
      this.asPhoto = name === "photo";
      this.picker.accept = kind;
      return this.picker.click();
    };
    return el("button", { type: "button", role: "menuitem", onclick: choose }, icon(name), el("span", {}, label));
  }

  picked() {
    const files = [...this.picker.files];
    this.picker.value = "";
    if (files.length) this.confirm(files, this.asPhoto);
  }

  choose(files) {
    if (files.length) this.confirm(files, files.every((file) => file.type.startsWith("image/")));
  }

  confirm(files, photo) {
    const dialog = byId("files");
    setText(byId("files-title"), photo ? `Kirim ${files.length} foto` : `Kirim ${files.length} berkas`);
    byId("files-list").replaceChildren(...files.map((file) => el("li", {}, icon(photo ? "photo" : "file"), el("span", {}, file.name), el("small", {}, size(file.size)))));
    byId("files-caption").value = "";
    byId("files-cancel").onclick = () => dialog.close();
    byId("files-caption").onkeydown = (event) => event.key === "Enter" && byId("files-send").click();
    byId("files-send").onclick = async () => {
      dialog.close();
      const answer = await upload(this.id, files, { photo, caption: byId("files-caption").value });
      if (!answer.ok) tell("toast", { chat: this.id, text: "Berkas belum terkirim. Paling besar 50 MB." });
    };
    dialog.showModal();
    byId("files-caption").focus();
  }
}
