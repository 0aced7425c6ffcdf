// Makes MiniSearch's index: node index.mjs FOLDER, which holds documents.json, options.js and minisearch/.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const { default: MiniSearch } = await import(pathToFileURL(`${folder}/minisearch/index.js`));
const { options } = await import(pathToFileURL(`${folder}/options.js`));
const index = new MiniSearch(options);
index.addAll(JSON.parse(readFileSync(`${folder}/documents.json`, "utf8")));
writeFileSync(`${folder}/index.json`, JSON.stringify(index));
