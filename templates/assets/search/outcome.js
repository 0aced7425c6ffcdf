// The lines above the results: how many there are, or why there are none, and what one can do about it.

import { KINDS, readAddress } from "./address.js";
import { element } from "./elements.js";
import { valueName } from "./filters.js";
import { counted, trouble, understood } from "./saying.js";

export class Outcome {
  /**
   * @param {import("./wording.js").Wording} wording
   * @param {import("./recent.js").RecentSearches} recent
   */
  constructor(wording, recent) {
    this.wording = wording;
    this.recent = recent;
    this.section = /** @type {HTMLElement} */ (document.querySelector(".w-results"));
    this.status = /** @type {HTMLElement} */ (document.querySelector("#search-status"));
    this.actions = /** @type {HTMLElement} */ (document.querySelector("#search-actions"));
    this.browse = /** @type {HTMLElement} */ (document.querySelector("#search-browse"));
    this.browse.querySelector(".w-browse__late").remove();
    this.browse.classList.remove("w-browse--late");
    this.browse.hidden = true;
  }

  /** @param {"waiting" | "slow"} why */
  wait(why) {
    this.status.replaceChildren(this.wording.say(why));
    this.#now("waiting");
  }

  /**
   * @param {import("./address.js").Asked} asked
   * @param {import("./ask.js").Answer} answer
   * @param {number} added  results in the list after adding some, else 0
   * @param {(chosen: Record<string, string[]>) => void} onChosen
   */
  show({ query, chosen }, answer, added, onChosen) {
    const { wording } = this;
    const filtered = KINDS.some((kind) => chosen[kind].length);
    const said = understood(query.trim(), answer, wording);
    if (filtered && !answer.total) said.push(element("span", {}, wording.say("nothing_filtered")));
    else said.push(counted(answer, wording));
    if (added) said.push(element("span", {}, wording.say("shown", { count: added })));
    this.status.replaceChildren(...said.flatMap((part) => [part, " "]));
    const poor = !answer.answered && !filtered;
    this.actions.replaceChildren(
      ...(filtered ? this.#chosen(chosen, onChosen) : []),
      ...(poor ? [element("p", {}, wording.say("advice")), ...this.#askUs(query.trim())] : []),
    );
    this.#now(poor ? "nearest" : "done", poor);
  }

  /** @param {import("./ask.js").Trouble} problem @param {() => void} retry */
  fail(problem, retry) {
    const { message, label, mend } = trouble(problem, this.wording, retry);
    this.status.replaceChildren(message);
    this.actions.replaceChildren(this.#button(label, "w-button", mend));
    this.#now("trouble", true);
  }

  /** Nothing is asked: recent searches and the lists. @param {(query: string) => void} onSearch */
  rest(onSearch) {
    const searches = this.recent.list();
    this.status.replaceChildren();
    this.actions.replaceChildren();
    if (searches.length) {
      const items = searches.map((words) => {
        const link = element("a", { href: `?${new URLSearchParams({ q: words })}` }, words);
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onSearch(words);
        });
        return element("li", {}, link);
      });
      const clear = this.#button(this.wording.say("clear_recent"), "w-quiet", () => {
        this.recent.clear();
        this.rest(onSearch);
      });
      const title = element("h3", {}, this.wording.say("recent"));
      this.actions.replaceChildren(title, element("ul", { class: "w-chips" }, ...items), clear);
    }
    this.#now("idle", true);
  }

  /** @param {string} kind @param {boolean} browse */
  #now(kind, browse = false) {
    this.section.dataset.now = kind;
    this.browse.hidden = !browse;
  }

  /**
   * The chosen filters, each a button that takes it away.
   * @param {Record<string, string[]>} chosen
   * @param {(chosen: Record<string, string[]>) => void} onChosen
   */
  #chosen(chosen, onChosen) {
    const buttons = KINDS.flatMap((kind) =>
      chosen[kind].map((value) => {
        const name = valueName(kind, value, this.wording);
        const left = { ...chosen, [kind]: chosen[kind].filter((other) => other !== value) };
        const button = this.#button(name, "w-chosen", () => onChosen(left));
        button.setAttribute("aria-label", this.wording.say("remove_filter", { name }));
        return button;
      }),
    );
    const none = readAddress("").chosen;
    return [...buttons, this.#button(this.wording.say("clear_filters"), "w-quiet", () => onChosen(none))];
  }

  /** A link to a new issue with the question filled in, where the site has a repository. @param {string} query */
  #askUs(query) {
    const { repository } = this.section.dataset;
    if (!repository) return [];
    const filled = new URLSearchParams({ title: query, body: this.wording.say("ask_body", { words: query }) });
    const link = element("a", { class: "w-button", href: `${repository}/issues/new?${filled}` }, this.wording.say("ask"));
    return [link];
  }

  /** @param {string} text @param {string} style @param {() => void} act */
  #button(text, style, act) {
    const button = element("button", { type: "button", class: style }, text);
    button.addEventListener("click", act);
    return button;
  }
}
