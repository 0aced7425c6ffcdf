// Where a listing has all of its questions on one page, its regions narrow it in place; without scripts they are links.
addEventListener("DOMContentLoaded", () => {
  const filter = document.querySelector("[data-filter]");
  if (!filter) return;
  const questions = [...document.querySelectorAll(".w-groups li[data-region]")];
  const status = document.createElement("p");
  status.className = "w-note";
  status.setAttribute("role", "status");
  filter.append(status);

  const buttons = [...filter.querySelectorAll("a")].map((link) => {
    const button = document.createElement("button");
    button.type = "button";
    button.value = link.dataset.region;
    button.append(...link.childNodes);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => show(button.ariaPressed === "true" ? "" : button.value));
    link.replaceWith(button);
    return button;
  });

  // An id begins with that of the region around it: jiangsu, jiangsu-yancheng.
  const lies = (place, region) => place === region || place.startsWith(`${region}-`);

  function show(region) {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === region && region !== ""));
    for (const question of questions) question.hidden = region !== "" && !lies(question.dataset.region, region);
    for (const section of document.querySelectorAll(".w-groups > section")) {
      section.hidden = !section.querySelector("li:not([hidden])");
      const way = document.querySelector(`.w-jump a[href$="#${section.querySelector("h2").id}"]`);
      if (way) way.hidden = section.hidden;
    }
    const count = questions.filter((question) => !question.hidden).length;
    status.textContent = region && wenda.texts.filter_status.replace("{count}", count);
  }
});
