// Eleventy with a bare layout: articles and a home page; no related questions, no tags, no search.
export default function (config) {
  config.addGlobalData("layout", "article.njk");
  return { dir: { input: "src", output: "public" }, markdownTemplateEngine: false };
}
