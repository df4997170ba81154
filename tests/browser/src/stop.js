// Where the focus is: whether at what is wanted, and what is wrong with it.
const focus = document.activeElement;
if (!focus || focus === document.body) return { outside: true };
const box = focus.getBoundingClientRect();
const style = getComputedStyle(focus);
const what = focus.outerHTML.replace(/\s+/g, " ").slice(0, 120);
const there = focus.matches(arguments[0]);
const wrong = (sentence) => ({ there, wrong: `${what} ${sentence}` });
if (box.right < 0 || box.left > innerWidth || box.bottom < 0 || box.top > innerHeight) {
  return wrong("has the focus out of sight");
}
if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
  return wrong("does not show that it has the focus");
}
// Not wholly behind something else, such as a head that stays (WCAG 2.4.11).
const seen = [0.05, 0.5, 0.95].some((across) =>
  [0.1, 0.5, 0.9].some((down) => {
    const at = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    return at && (focus.contains(at) || at.contains(focus));
  }),
);
return seen ? { there } : wrong("has the focus behind something else");
