// Starts the islands of a page where the browser can run them. Everything on
// the page works without; a browser that cannot stays on the plain page.
const islands = document.querySelectorAll("[data-island]");
// Rust's WebAssembly uses reference types: a table of externref is the test.
const able = () => {
  try {
    new WebAssembly.Table({ initial: 0, element: "externref" });
    return true;
  } catch {
    return false;
  }
};
if (islands.length > 0 && typeof WebAssembly === "object" && able()) {
  const module = await import("./GLUE_NAME");
  const url = new URL("./MODULE_NAME", import.meta.url);
  await module.default({ module_or_path: url });
  for (const island of islands) {
    module[island.dataset.island](island);
  }
  document.documentElement.dataset.islands = "ready";
}
