// Writing: the text box with its command menu, attachments, reply and edit; or the Start button.

import { byId, el, icon, iconButton, setText } from "./dom.js";
import { act, upload } from "./live.js";
import { Popup, item } from "./popup.js";
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

const drafts = new Map(); // person id -> text not sent yet; outlives the chat on the screen

export class Composer {
  constructor(id) {
    this.id = id;
    this.about = null; // { message, kind: "reply" | "edit" }
    this.context = el("div.context", { hidden: true });
    this.box = el("textarea", { rows: 1, placeholder: "Tulis pesan", "aria-label": "Tulis pesan", maxlength: 20000, enterkeyhint: "send" });
    this.menuButton = el("button.menu-button", { type: "button", "aria-label": "Menu perintah" }, icon("menu"), el("span", {}, "Menu"));
    this.clip = iconButton("clip", "Lampirkan", null);
    this.clip.classList.add("clip");
    this.send = iconButton("send", "Kirim", () => this.submit());
    this.send.classList.add("send");
    this.menu = new Popup("commands", this.menuButton, () => this.commands(""), this.box);
    this.attachments = new Popup("attachments", this.clip, () => ATTACHMENTS.map((one) => this.attachment(...one)));
    this.picker = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.picked() });
    this.start = el("button.start", { type: "button", onclick: () => this.pressStart() }, "MULAI");
    this.line = el("div.composer-line", {}, this.menuButton, this.clip, this.box, this.send);
    this.root = el("footer.composer", {}, this.menu.root, this.attachments.root, this.context, this.line, this.start, this.picker);
    this.listen();
  }

  listen() {
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files || [])];
      if (files.length) this.choose(files);
    });
    this.box.value = drafts.get(this.id) || "";
  }

  person() {
    const person = state.people.get(this.id);
    const ready = person.started && !person.blocked;
    this.line.hidden = !ready;
    this.start.hidden = ready;
    setText(this.start, person.blocked ? "BUKA BLOKIR" : "MULAI");
    this.menuButton.hidden = !person.menu.length;
    if (ready && this.starting) this.box.focus();
    if (ready) this.starting = false;
  }

  pressStart() {
    const person = state.people.get(this.id);
    if (person.blocked) act("block", this.id, { blocked: false });
    else act("start", this.id);
    this.starting = true;
  }

  // text

  typed() {
    drafts.set(this.id, this.about?.kind === "edit" ? "" : this.box.value);
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 160)}px`;
    const start = /^\/(\w*)$/.exec(this.box.value);
    const fitting = start ? this.commands(start[1].toLowerCase()) : [];
    this.menu.root.replaceChildren(...fitting);
    if (fitting.length) this.menu.show();
    else this.menu.close();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      if (!this.menu.root.hidden) this.menu.close();
      else if (this.about) this.clear();
      else return;
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && !this.box.value) {
      this.editLast(event);
    } else if (event.key === "ArrowDown" && !this.menu.root.hidden) {
      event.preventDefault();
      this.menu.root.querySelector("button")?.focus();
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

  commands(start) {
    const fitting = state.people.get(this.id).menu.filter((one) => one.command.startsWith(start));
    return fitting.map((one) => item(() => this.command(one.command), el("span", {}, one.description), el("b", {}, `/${one.command}`)));
  }

  command(name) {
    this.menu.close();
    this.clear();
    this.box.focus();
    act("text", this.id, { text: `/${name}` });
  }

  // files

  attachment(name, label, kind) {
    const choose = () => {
      this.attachments.close();
      this.box.focus();
      if (name !== "photo" && name !== "file") return act("other", this.id, { kind });
      this.asPhoto = name === "photo";
      this.picker.accept = kind;
      return this.picker.click();
    };
    return item(choose, icon(name), el("span", {}, label));
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
    dialog.onclose = () => this.box.focus();
    dialog.showModal();
    byId("files-caption").focus();
  }
}
