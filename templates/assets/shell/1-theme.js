// Light or dark, before anything is painted, so that no page flashes in the wrong colours. The parts of this bundle are
// classic scripts on purpose: the first blocks for a moment, and all of them work from a disk, where modules do not.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const choices = ["auto", "light", "dark"];

  const chosen = () => {
    try {
      const stored = localStorage.getItem("wenda-theme");
      return choices.includes(stored) ? stored : "auto";
    } catch {
      return "auto"; // storage may be forbidden
    }
  };

  // Material's names for the two schemes; the attribute also tells the stylesheet that scripts run.
  const apply = (theme) => {
    const dark = theme === "auto" ? system.matches : theme === "dark";
    root.dataset.mdColorScheme = dark ? "slate" : "default";
    root.dataset.theme = theme;
  };

  apply(chosen());
  system.addEventListener("change", () => apply(chosen()));
  addEventListener("storage", () => apply(chosen()));

  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button"); // the stylesheet keeps its place free
    button.type = "button";
    button.className = "w-theme";
    const label = () => {
      button.ariaLabel = button.title = wenda.texts[`theme_${root.dataset.theme}`];
    };
    label();
    button.addEventListener("click", () => {
      const next = choices[(choices.indexOf(root.dataset.theme) + 1) % choices.length];
      try {
        localStorage.setItem("wenda-theme", next);
      } catch {
        // the choice then lasts as long as the page
      }
      apply(next);
      label();
    });
    document.querySelector(".w-bar").append(button);
  });
})();
