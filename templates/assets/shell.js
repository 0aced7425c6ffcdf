// What must happen before the first paint, or where modules do not load: the theme, and links under file://.
// A classic script on purpose: it blocks for a moment, so that no page flashes in the wrong colours.
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
    const button = document.querySelector(".w-theme");
    const label = () => {
      button.ariaLabel = button.title = button.dataset[root.dataset.theme];
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
  });

  // From a disk nobody adds index.html to an address that ends in a slash.
  if (location.protocol === "file:") {
    addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  }
})();
