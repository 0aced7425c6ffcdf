// The search page: the address, the box and the results say the same at any time.

import { readAddress, Trail } from "./address.js";
import { createAsk } from "./ask.js";
import { onWords } from "./composing.js";
import { Filters } from "./filters.js";
import { Outcome } from "./outcome.js";
import { RecentSearches } from "./recent.js";
import { resultItem } from "./results.js";
import { readWording } from "./wording.js";

const STEP = 10; // results that are added at a time
const MOST = 200; // results that are listed again after coming back
const PAUSE = 80; // milliseconds without a key before a question is asked

class SearchPage {
  constructor() {
    this.form = /** @type {HTMLFormElement} */ (document.querySelector("#search-form"));
    this.input = /** @type {HTMLInputElement} */ (document.querySelector("#search-input"));
    this.list = /** @type {HTMLElement} */ (document.querySelector("#search-results"));
    this.more = /** @type {HTMLButtonElement} */ (document.querySelector("#search-more"));
    this.heading = /** @type {HTMLElement} */ (document.querySelector("#results-heading"));
    this.wording = readWording(document);
    this.site = { root: new URL("..", this.form.action).href, wording: this.wording };
    this.recent = new RecentSearches(this.site.root);
    this.outcome = new Outcome(this.wording, this.recent);
    this.ask = createAsk(this.form.action, (why) => this.outcome.wait(why));
    this.trail = new Trail(() => this.#fromAddress());
    this.filters = new Filters(
      document.querySelector("#search-filters"),
      this.wording,
      (chosen) => this.#filter(chosen),
      () => this.#countTags(),
    );
    this.name = document.title;
    this.timer = 0;
    this.tags = false;
    this.troubled = false;
  }

  start() {
    onWords(this.input, () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#typed(), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.input.value);
    });
    this.more.addEventListener("click", () => this.#addMore());
    this.list.addEventListener("click", ({ target }) => {
      if (!(/** @type {Element} */ (target).closest("a"))) return;
      this.#meant();
      this.trail.shown = this.list.children.length;
    });
    addEventListener("keydown", (event) => this.#onArrow(event));
    addEventListener("online", () => this.troubled && this.#search());
    this.#fromAddress();
    if (!this.asked.query && matchMedia("(pointer: fine)").matches) this.input.focus({ preventScroll: true });
  }

  #fromAddress() {
    this.asked = readAddress(location.search);
    this.input.value = this.asked.query;
    this.#search(Math.min(MOST, Math.max(STEP, this.trail.shown)));
  }

  #typed() {
    if (this.input.value === this.asked.query) return;
    this.asked = { ...this.asked, query: this.input.value };
    this.trail.draft(this.asked);
    this.#search();
  }

  /** @param {string} query */
  #send(query) {
    clearTimeout(this.timer);
    const known = query === this.asked.query && this.list.dataset.state === "done";
    this.input.value = query;
    this.asked = { ...this.asked, query };
    this.#meant();
    if (matchMedia("(pointer: coarse)").matches) this.input.blur(); // puts the keyboard away
    if (!known) this.#search();
  }

  /** The reader means this search: it becomes a step of the back button and a recent search. */
  #meant() {
    this.trail.commit(this.asked);
    this.recent.add(this.asked.query);
  }

  /** @param {Record<string, string[]>} chosen */
  #filter(chosen) {
    this.asked = { ...this.asked, chosen };
    this.#meant();
    this.#search();
  }

  #countTags() {
    this.tags = true;
    this.#search(Math.max(STEP, this.list.children.length));
  }

  async #search(limit = STEP) {
    const { query, chosen } = this.asked;
    document.title = query.trim() ? `${query.trim()} - ${this.name}` : this.name;
    if (!query.trim()) {
      this.ask("");
      this.#rest();
      return;
    }
    this.list.dataset.state = "loading";
    const answer = await this.ask(query, { facets: chosen, limit, tags: this.tags || chosen.tag.length > 0 });
    if (!answer) return;
    if (answer.type === "error") this.#fail(answer, () => this.#search(limit));
    else this.#show(answer);
  }

  /** @param {import("./ask.js").Answer} answer */
  #show(answer) {
    this.list.replaceChildren(...answer.results.map((result) => resultItem(result, this.site)));
    this.list.dataset.answered = answer.answered ? "yes" : "no";
    this.list.firstElementChild?.classList.toggle("w-result--answer", answer.firstAnswers);
    this.filters.show(answer.facets, this.asked.chosen, answer.total);
    this.#finish(answer, 0);
  }

  async #addMore() {
    const { query, chosen } = this.asked;
    const offset = this.list.children.length;
    this.more.disabled = true;
    const answer = await this.ask(query, { facets: chosen, offset, limit: STEP, tags: this.tags });
    this.more.disabled = false;
    if (!answer) return;
    if (answer.type === "error") {
      this.#fail(answer, () => this.#addMore());
      return;
    }
    const items = answer.results.map((result) => resultItem(result, this.site));
    this.list.append(...items);
    items[0]?.querySelector("a").focus();
    this.trail.shown = this.list.children.length;
    this.#finish(answer, this.list.children.length);
  }

  /** @param {import("./ask.js").Answer} answer @param {number} added  results that are listed after adding some */
  #finish(answer, added) {
    this.troubled = false;
    this.more.hidden = this.list.children.length >= answer.total;
    this.outcome.show(this.asked, answer, added, (chosen) => {
      this.#filter(chosen);
      this.heading.focus({ preventScroll: true }); // the button that was pressed is gone
    });
    this.list.dataset.state = "done";
  }

  /** @param {import("./ask.js").Trouble} problem @param {() => void} retry */
  #fail(problem, retry) {
    this.troubled = true;
    if (this.list.dataset.state !== "done") {
      this.list.replaceChildren();
      this.filters.hide();
      this.more.hidden = true;
      this.list.dataset.state = "error";
    }
    this.outcome.fail(problem, retry);
  }

  /** Nothing is asked. */
  #rest() {
    this.troubled = false;
    this.list.replaceChildren();
    this.list.dataset.state = "idle";
    delete this.list.dataset.answered;
    this.filters.hide();
    this.more.hidden = true;
    this.outcome.rest((query) => this.#send(query));
  }

  /** Down from the box to the results and up again. @param {KeyboardEvent} event */
  #onArrow(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = [this.input, .../** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("a"))];
    const next = stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by];
    if (!stops.includes(/** @type {HTMLElement} */ (document.activeElement)) || !next) return;
    event.preventDefault();
    next.focus();
  }
}

new SearchPage().start();
