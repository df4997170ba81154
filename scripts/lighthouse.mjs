// Reads what Lighthouse reported and prints the scores: node scripts/lighthouse.mjs
// FOLDER TIMES PAGE... Ends with 1 where one is below its limit.
import { readFileSync } from "node:fs";

const LIMITS = { performance: 98, accessibility: 100, "best-practices": 100 };
const MEASURES = {
  "first-contentful-paint": "first paint",
  "largest-contentful-paint": "largest paint",
  "total-blocking-time": "blocked",
  "cumulative-layout-shift": "shift",
};

const [folder, times, ...pages] = process.argv.slice(2);
const middle = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];
let below = false;

const names = [...Object.keys(LIMITS).map((name) => `${name} (${LIMITS[name]})`), ...Object.values(MEASURES)];
console.log(`| page | ${names.join(" | ")} |`);
console.log(`|---|${names.map(() => "---:|").join("")}`);
for (const page of pages) {
  const reports = Array.from({ length: Number(times) }, (_, at) =>
    JSON.parse(readFileSync(`${folder}/${page}-${at + 1}.json`, "utf8")),
  );
  const failed = reports.find((report) => report.runtimeError);
  if (failed) throw new Error(`${page}: ${failed.runtimeError.message}`);
  const cells = Object.keys(LIMITS).map((name) => {
    const scores = reports.map((report) => Math.round((report.categories[name].score ?? 0) * 100));
    const score = middle(scores);
    below ||= score < LIMITS[name];
    const spread = [...new Set(scores)].length > 1 ? ` (${Math.min(...scores)} to ${Math.max(...scores)})` : "";
    return `${score}${spread}`;
  });
  for (const name of Object.keys(MEASURES)) {
    const value = middle(reports.map((report) => report.audits[name].numericValue));
    cells.push(name.endsWith("shift") ? value.toFixed(3) : `${Math.round(value)} ms`);
  }
  console.log(`| ${page} | ${cells.join(" | ")} |`);

  // What cost something, so that it can be mended.
  for (const category of Object.keys(LIMITS)) {
    for (const { id, weight } of reports[0].categories[category].auditRefs) {
      const audit = reports[0].audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 0.9) {
        console.error(`    ${page}: ${id}: ${audit.title} ${audit.displayValue ?? ""}`);
      }
    }
  }
}
process.exitCode = below ? 1 : 0;
