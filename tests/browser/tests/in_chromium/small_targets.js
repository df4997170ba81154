// What can be pressed and is lower than 24 px. A link within a sentence is as
// high as its line, and a small one with 24 px around it to itself is fine
// (both are WCAG's exceptions).
const LEAST = 24;
const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
  .filter((target) => target.checkVisibility() && !target.matches(".skip"));
// A link that is spread over its card is as high as the card; a box within its
// label is pressed there.
const box = (target) => {
  const label = target.tagName === "INPUT" && target.closest("label");
  if (label) return label.getBoundingClientRect();
  const spread = getComputedStyle(target, "::after");
  const card = spread.position === "absolute" && spread.content !== "none";
  return (card ? target.offsetParent.closest("li, tr") ?? target : target).getBoundingClientRect();
};
const inSentence = (target) =>
  [...target.parentElement.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim().length > 3,
  );
const alone = (target, own) => {
  const [x, y] = [own.left + own.width / 2, own.top + own.height / 2];
  return all.every((other) => {
    if (other === target) return true;
    const near = box(other);
    const dx = Math.max(near.left - x, 0, x - near.right);
    const dy = Math.max(near.top - y, 0, y - near.bottom);
    return Math.hypot(dx, dy) >= LEAST / 2;
  });
};
return all.flatMap((target) => {
  const own = box(target);
  if (own.height >= LEAST - 0.5 || inSentence(target) || alone(target, own)) return [];
  return [`"${target.textContent.trim().slice(0, 40)}" (${target.tagName.toLowerCase()}) is ${Math.round(own.height)} px high`];
});
