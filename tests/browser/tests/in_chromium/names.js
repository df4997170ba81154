// What does not say what it is.
const findings = [];
const wanted = (right, sentence) => {
  if (!right) findings.push(sentence);
};
const all = (css) => [...document.querySelectorAll(css)];
const byIds = (ids) =>
  (ids ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ")
    .trim();
const name = (element) =>
  (element.getAttribute("aria-label") ?? "").trim() || byIds(element.getAttribute("aria-labelledby"));
for (const picture of all("svg")) {
  if (picture.closest("[aria-hidden=true]")) continue;
  wanted(picture.getAttribute("role") === "img" && name(picture), "an svg without role or name");
  wanted(byIds(picture.getAttribute("aria-describedby")), `"${name(picture)}" is not described`);
}
for (const picture of all("img")) {
  wanted(picture.hasAttribute("alt"), `${picture.src} without alt`);
}
for (const field of all("input:not([type=hidden]), select, textarea")) {
  wanted(field.labels?.length > 0 || name(field), `field ${field.name} without a label`);
}
for (const table of all("table")) {
  wanted(table.caption?.textContent.trim(), "a table without a caption");
  for (const head of table.querySelectorAll("th")) {
    wanted(head.scope, `"${head.textContent}" has no scope`);
  }
}
for (const element of all("a[href], button, summary")) {
  wanted(element.textContent.trim() || name(element), `${element.outerHTML.slice(0, 80)} has no name`);
}
for (const region of all("[role=region], [role=group], progress, section.exhibit")) {
  wanted(name(region), `${region.outerHTML.slice(0, 80)} has no name`);
}
// What can be scrolled must be reached by keyboard.
for (const frame of all("*")) {
  const style = getComputedStyle(frame);
  const scrolls =
    (/auto|scroll/.test(style.overflowX) && frame.scrollWidth > frame.clientWidth + 1) ||
    (/auto|scroll/.test(style.overflowY) && frame.scrollHeight > frame.clientHeight + 1);
  if (!scrolls || frame === document.documentElement || frame === document.body) continue;
  if (!frame.checkVisibility()) continue;
  wanted(
    frame.tabIndex >= 0 || frame.querySelector("a[href], button, input, select, [tabindex='0']"),
    `${frame.tagName.toLowerCase()}.${frame.className} scrolls, and no key reaches it`,
  );
}
return findings;
