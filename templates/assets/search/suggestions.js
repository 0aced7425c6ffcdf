// Answers under the search box while one types, on every page but the search page.

import { createAsk } from "./ask.js";
import { Combobox } from "./combobox.js";
import { onWords } from "./composing.js";
import { element } from "./elements.js";
import { RecentSearches } from "./recent.js";
import { resultOption } from "./results.js";
import { counted, trouble, understood } from "./saying.js";
import { fetchWording } from "./wording.js";

const SHOWN = 5;
const PAUSE = 80; // milliseconds without a key before a question is asked
const ROOM = 240; // pixels below the box in which at least two answers can be read

/**
 * Make the form suggest; rejects when the texts or the stylesheet can't be loaded.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
export async function suggest(form, input) {
  const page = new URL(form.action);
  const [wording] = await Promise.all([fetchWording(page.href), loadStyles()]);
  new Suggestions(form, input, page, wording).start();
}

function loadStyles() {
  const address = new URL("suggestions.css", import.meta.url).href;
  return new Promise((resolve, reject) => {
    const link = element("link", { rel: "stylesheet", href: address });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error(address));
    });
    document.head.append(link);
  });
}

class Suggestions {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {URL} page  the search page
   * @param {import("./wording.js").Wording} wording
   */
  constructor(form, input, page, wording) {
    this.form = form;
    this.input = input;
    this.page = page;
    this.wording = wording;
    this.site = { root: new URL("..", page).href, wording };
    this.recent = new RecentSearches(this.site.root);
    this.status = element("p", { class: "w-suggest__status", "aria-hidden": "true" });
    this.live = element("p", { class: "w-unseen", role: "status" }); // announces while the popup comes and goes
    this.list = element("div", { id: "search-options", role: "listbox" });
    this.popup = element("div", { class: "w-suggest", hidden: true }, this.status, this.list);
    this.ask = createAsk(page.href, (why) => this.#wait(wording.say(why)));
    this.timer = 0;
    this.troubled = false;
  }

  start() {
    const { form, input } = this;
    form.append(this.live);
    // In the bar the list is wider than the form, so it hangs from the bar.
    if (form.closest(".w-bar")) form.after(this.popup);
    else form.append(this.popup);
    this.combobox = new Combobox(input, this.popup, this.list, () => this.#open());
    this.ask("");
    onWords(input, () => this.#soon());
    input.addEventListener("focus", () => this.#open());
    form.addEventListener("submit", () => this.recent.add(input.value));
    addEventListener("focusin", ({ target }) => this.#leave(target));
    addEventListener("pointerdown", ({ target }) => this.#leave(target));
    addEventListener("online", () => this.troubled && this.combobox.isOpen && this.#open());
    addEventListener("pageshow", ({ persisted }) => persisted && this.combobox.hide());
    if (document.activeElement === input) this.#open();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#open(), PAUSE);
  }

  /** @param {EventTarget | null} target */
  #leave(target) {
    if (target instanceof Node && !this.form.contains(target) && !this.popup.contains(target)) this.combobox.hide();
  }

  async #open() {
    const words = this.input.value.trim();
    if (!words) {
      this.ask("");
      this.#showRecent();
      return;
    }
    const answer = await this.ask(words, { limit: SHOWN });
    if (!answer || document.activeElement !== this.input) return;
    this.troubled = answer.type === "error";
    if (answer.type === "error") this.#showTrouble(answer);
    else this.#showAnswer(words, answer);
  }

  #showRecent() {
    const searches = this.recent.list();
    if (!searches.length) {
      this.combobox.hide();
      return;
    }
    const options = searches.map((words) => this.#searchOption(words, words));
    options.push(
      this.#button(this.wording.say("clear_recent"), () => {
        this.recent.clear();
        this.combobox.hide();
      }),
    );
    this.#tell(this.wording.say("recent"));
    this.#list(options, this.wording.say("recent"));
  }

  /** @param {string} words @param {import("./ask.js").Answer} answer */
  #showAnswer(words, answer) {
    const options = answer.results.map((result) => resultOption(result, this.site));
    for (const option of options) option.addEventListener("click", () => this.recent.add(words));
    if (answer.total > options.length) {
      options.push(this.#searchOption(words, this.wording.say("see_all", { count: answer.total })));
    }
    this.#tell(...understood(words, answer, this.wording), " ", counted(answer, this.wording));
    this.#list(options, this.wording.say("suggestions"));
  }

  /** @param {import("./ask.js").Trouble} problem */
  #showTrouble(problem) {
    const { message, label, mend } = trouble(problem, this.wording, () => this.#open());
    this.#tell(message);
    this.#list([this.#button(label, mend)], this.wording.say("suggestions"));
  }

  /**
   * Show the list. A phone's keyboard takes half of the screen; where it leaves too little, the box goes to its top.
   * @param {HTMLElement[]} options
   * @param {string} label
   */
  #list(options, label) {
    this.combobox.show(options, label);
    const seen = globalThis.visualViewport?.height ?? innerHeight;
    if (seen - this.form.getBoundingClientRect().bottom < ROOM) this.form.scrollIntoView();
  }

  /** @param {string} message */
  #wait(message) {
    if (document.activeElement !== this.input) return;
    this.#tell(message);
    this.popup.hidden = false;
  }

  /** @param {...(Node | string)} parts */
  #tell(...parts) {
    this.status.replaceChildren(...parts);
    this.live.textContent = this.status.textContent.trim();
  }

  /** A link to the search page. @param {string} words @param {string} text */
  #searchOption(words, text) {
    const address = new URL(this.page);
    address.searchParams.set("q", words);
    const option = element("a", { class: "w-suggest__option", role: "option", tabindex: "-1", href: address.href }, text);
    option.addEventListener("click", () => this.recent.add(words));
    return option;
  }

  /** @param {string} text @param {() => void} act */
  #button(text, act) {
    const option = element("button", { class: "w-suggest__option", role: "option", tabindex: "-1", type: "button" }, text);
    option.addEventListener("click", act);
    return option;
  }
}
