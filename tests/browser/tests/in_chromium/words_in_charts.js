// Texts of charts that leave the picture's frame or cover one another. What
// counts is the ink: a line box of a Chinese font is half as high again.
const GIVEN = 1;
const findings = [];
const canvas = document.createElement("canvas").getContext("2d");
const ink = (text) => {
  const box = text.getBoundingClientRect();
  const style = getComputedStyle(text);
  canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { actualBoundingBoxAscent, actualBoundingBoxDescent } = canvas.measureText(text.textContent);
  const start = text.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM());
  const scale = text.getScreenCTM().a;
  return {
    left: box.left,
    right: box.right,
    top: start.y - actualBoundingBoxAscent * scale,
    bottom: start.y + actualBoundingBoxDescent * scale,
  };
};
for (const svg of document.querySelectorAll("svg.chart")) {
  const name = svg.querySelector("title")?.textContent ?? "a chart without a title";
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")]
    .filter((text) => text.textContent.trim())
    .map((text) => ({ words: text.textContent, box: ink(text) }));
  for (const { words, box } of texts) {
    const out = Math.max(
      frame.left - box.left,
      box.right - frame.right,
      frame.top - box.top,
      box.bottom - frame.bottom,
    );
    if (out > GIVEN) findings.push(`${name}: "${words}" is ${Math.round(out)} px outside`);
  }
  texts.forEach((one, at) => {
    for (const other of texts.slice(at + 1)) {
      const wide =
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high =
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > GIVEN && high > GIVEN) {
        findings.push(
          `${name}: "${one.words}" and "${other.words}" overlap by ${Math.round(wide)} x ${Math.round(high)} px`,
        );
      }
    }
  });
}
return findings;
