// Text whose colour is too near to what lies behind it; each pair once.
const LEAST = 4.5;
const LEAST_LARGE = 3;
const findings = new Map();
const channels = (colour) => {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return { red, green, blue, alpha };
};
const over = (front, back) => {
  const mix = (name) => front[name] * front.alpha + back[name] * (1 - front.alpha);
  return { red: mix("red"), green: mix("green"), blue: mix("blue"), alpha: 1 };
};
const luminance = ({ red, green, blue }) => {
  const linear = (channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
};
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.push(channels(getComputedStyle(at).backgroundColor));
  }
  return layers.reduceRight((back, layer) => over(layer, back), { red: 255, green: 255, blue: 255, alpha: 1 });
};
// In a chart: the last filled shape under the text's middle, else the page.
const behindInChart = (text) => {
  const box = text.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  let fill = null;
  for (const shape of text.ownerSVGElement.querySelectorAll("rect, text")) {
    if (shape === text) break;
    if (shape.tagName === "text") continue;
    const area = shape.getBoundingClientRect();
    const paint = getComputedStyle(shape).fill;
    if (paint === "none" || paint.startsWith("url")) continue;
    if (x >= area.left && x <= area.right && y >= area.top && y <= area.bottom) fill = paint;
  }
  const page = behind(text.ownerSVGElement.parentElement);
  return fill ? over(channels(fill), page) : page;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const words = walker.currentNode.textContent.trim();
  const element = walker.currentNode.parentElement;
  if (!words || !element.checkVisibility() || element.closest("title, desc, option")) continue;
  const style = getComputedStyle(element);
  const inChart = element instanceof SVGTextElement || element instanceof SVGTSpanElement;
  const text = inChart ? element.closest("text") : null;
  const colour = channels(inChart ? style.fill : style.color);
  const back = inChart ? behindInChart(text) : behind(element);
  const front = over(colour, back);
  const [light, dark] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio >= (large ? LEAST_LARGE : LEAST)) continue;
  const paint = ({ red, green, blue }) => [red, green, blue].map(Math.round).join(" ");
  const pair = `${paint(front)} on ${paint(back)}`;
  if (!findings.has(pair)) {
    findings.set(pair, `"${words.slice(0, 30)}" has ${ratio.toFixed(2)} (${pair})`);
  }
}
return [...findings.values()];
