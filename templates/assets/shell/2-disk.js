// Reading from a disk, where nobody adds index.html to an address that ends in a slash and where modules do not load.
if (location.protocol === "file:") {
  const whole = (address) => {
    const url = new URL(address, document.baseURI);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };
  addEventListener("DOMContentLoaded", () => {
    for (const name of ["href", "action"]) {
      for (const part of document.querySelectorAll(`a[${name}], form[${name}]`)) {
        part.setAttribute(name, whole(part.getAttribute(name)));
      }
    }
    const late = document.querySelector(".w-browse__late");
    if (late) {
      late.textContent = wenda.texts.search_on_disk;
      late.parentElement.classList.remove("w-browse--late");
    }
  });
} else if (location.pathname.endsWith("/index.html")) {
  // Former addresses lead to the file, for readers with a disk; elsewhere a page has one address.
  history.replaceState(history.state, "", location.href.replace(/index\.html(?=$|[?#])/, ""));
}
