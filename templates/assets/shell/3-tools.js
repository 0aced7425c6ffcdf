// The tools below an answer: copy its address, share it, print it. Without scripts there are none.
(() => {
  const address = () => location.href.split("#")[0];
  const status = document.createElement("span");
  status.className = "w-unseen";
  status.setAttribute("role", "status");

  async function copy(button) {
    let said = wenda.texts.copied;
    try {
      await navigator.clipboard.writeText(address());
    } catch {
      said = wenda.texts.copy_failed; // no permission, or no secure context
    }
    status.textContent = said;
    button.dataset.said = said;
    button.addEventListener("blur", () => delete button.dataset.said, { once: true });
  }

  function share() {
    const title = document.querySelector("h1").textContent;
    const text = document.querySelector(".wenda-summary")?.textContent ?? "";
    navigator.share({ title, text, url: address() }).catch(() => {}); // closing the sheet is no mistake
  }

  function tool(name, use, text) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.tool = name;
    button.textContent = text;
    button.addEventListener("click", () => use(button));
    return button;
  }

  addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector(".w-tools");
    if (!tools) return;
    const { texts } = wenda;
    tools.prepend(
      tool("copy", copy, texts.copy_link),
      ...(navigator.share ? [tool("share", share, texts.share)] : []),
      tool("print", () => print(), texts.print),
    );
    tools.append(status);
    // On paper an answer says where it is from.
    const canonical = document.querySelector('link[rel="canonical"]');
    if (canonical) document.querySelector(".w-article").dataset.address = canonical.href;
  });
})();
