// An input with a list of options below it, after the ARIA Authoring Practices' editable combobox with list
// autocomplete: the focus stays in the input, which names the chosen option. Options are links and buttons, so that
// choosing one is a click.

import { isComposing } from "./composing.js";

export class Combobox {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} popup  holds `list`; shown and hidden as a whole
   * @param {HTMLElement} list
   * @param {() => void} onOpen  called when the reader asks for the list while it is hidden
   */
  constructor(input, popup, list, onOpen) {
    this.input = input;
    this.popup = popup;
    this.list = list;
    this.onOpen = onOpen;
    this.active = -1;
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("keydown", (event) => this.#onKey(event));
    popup.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the input
  }

  get isOpen() {
    return !this.popup.hidden;
  }

  /**
   * Show the popup with these options; none of them is chosen.
   * @param {HTMLElement[]} options
   * @param {string} label  what the list is called
   */
  show(options, label) {
    options.forEach((option, place) => {
      option.id = `${this.list.id}-${place + 1}`;
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...options);
    this.list.setAttribute("aria-label", label);
    this.list.hidden = !options.length;
    this.#choose(-1);
    this.popup.hidden = false;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  hide() {
    this.popup.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }

  /** @returns {HTMLElement[]} */
  get #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /** @param {number} place  -1: none */
  #choose(place) {
    const options = this.#options;
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = options[place];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  /** Step through the options and, between the last and the first, the input itself. @param {number} by */
  #step(by) {
    const places = this.#options.length + 1;
    this.#choose(((this.active + 1 + by + places) % places) - 1);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (isComposing(event) || event.ctrlKey || event.metaKey) return;
    const act = this.isOpen ? this.#whenOpen(event) : this.#whenClosed(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  #whenOpen({ key, altKey }) {
    const chosen = this.#options[this.active];
    if (key === "Escape" || (altKey && key === "ArrowUp")) return () => this.hide();
    if (key === "ArrowDown") return () => this.#step(1);
    if (key === "ArrowUp") return () => this.#step(-1);
    if (!chosen) return undefined;
    if (key === "Enter") return () => chosen.click();
    if (key === "Home") return () => this.#choose(0);
    if (key === "End") return () => this.#choose(this.#options.length - 1);
    return undefined;
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  #whenClosed({ key }) {
    if (key === "ArrowDown" || key === "ArrowUp") return () => this.onOpen();
    if (key === "Escape" && this.input.value) return () => this.#clear();
    return undefined;
  }

  #clear() {
    this.input.value = "";
    this.input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}
