// What is wrong with the page's outline.
const findings = [];
const wanted = (right, sentence) => {
  if (!right) findings.push(sentence);
};
const all = (css) => [...document.querySelectorAll(css)];
wanted(document.documentElement.lang === arguments[0], `lang is ${document.documentElement.lang}`);
wanted(document.title.trim().length > 0, "no title");
wanted(all("h1").length === 1, `${all("h1").length} h1`);
for (const landmark of ["header", "main", "footer"]) {
  wanted(all(`body > ${landmark}`).length === 1, `${all(`body > ${landmark}`).length} ${landmark}`);
}
const navs = all("nav");
wanted(navs.length > 0, "no nav");
const names = navs.map((nav) => nav.getAttribute("aria-label"));
wanted(names.every(Boolean) && new Set(names).size === names.length, `navs are named ${names}`);
let before = 0;
for (const heading of all("h1, h2, h3, h4")) {
  const order = Number(heading.tagName[1]);
  wanted(order <= before + 1, `h${before} is followed by h${order} "${heading.textContent}"`);
  wanted(heading.textContent.trim().length > 0, `an empty h${order}`);
  before = order;
}
const ids = all("[id]").map((element) => element.id);
const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
wanted(twice.length === 0, `ids twice: ${twice}`);
for (const anchor of all("a[href^='#']")) {
  wanted(document.querySelector(anchor.getAttribute("href")), `${anchor.href} leads nowhere`);
}
return findings;
