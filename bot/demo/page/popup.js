// A small menu at a button. Arrows walk in it, Escape or a tap elsewhere closes it.

import { el } from "./dom.js";

export class Popup {
  /** `fill` makes the items anew at every opening; `home` is where the focus goes after Escape. */
  constructor(kind, button, fill, home = button) {
    this.button = button;
    this.fill = fill;
    this.home = home;
    this.root = el(`div.popup.${kind}`, { role: "menu", hidden: true });
    this.outside = (event) => this.owns(event.target) || this.close();
    button.setAttribute("aria-haspopup", "menu");
    button.addEventListener("click", () => (this.root.hidden ? this.open() : this.close()));
    this.root.addEventListener("keydown", (event) => this.walk(event));
    this.root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && this.outside({ target: relatedTarget }));
    this.close();
  }

  owns(node) {
    return this.root.contains(node) || this.button.contains(node) || this.home.contains(node);
  }

  open() {
    this.root.replaceChildren(...this.fill());
    this.show();
    this.root.querySelector("button")?.focus();
  }

  show() {
    this.root.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.outside);
  }

  close() {
    this.root.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.outside);
  }

  walk(event) {
    const all = [...this.root.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      this.home.focus();
    } else if (next !== undefined) {
      event.preventDefault();
      all[next % all.length].focus();
    }
  }
}

export const item = (onclick, ...children) => el("button", { type: "button", role: "menuitem", onclick }, ...children);
