// From a disk nobody adds index.html to an address that ends in a slash.
if (location.protocol === "file:") {
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  });
}
