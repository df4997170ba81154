// All that axe finds wrong, as sentences.
const [dark, done] = arguments;
const rules = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const tags = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
};
axe
  .run(document, { runOnly: dark ? rules : tags, preload: false, resultTypes: ["violations"] })
  .then(({ violations }) =>
    violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => {
        const why = failureSummary.replace(/\s+/g, " ").slice(0, 200);
        return `${id} (${nodes.length}) at ${target.join(" ")}: ${why}`;
      }),
    ),
  )
  .then(done, (error) => done([`axe broke off: ${error}`]));
