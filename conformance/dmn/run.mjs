// A third opinion on the levels: the decision tables, read and evaluated by software that is not ours.
//
//   npm install --no-save feelin dmn-moddle        (in a folder of its own)
//   TOSEI_DMN_OUT=<file> cargo test -p tosei --test dmn
//   NODE_PATH=<folder>/node_modules node conformance/dmn/run.mjs <file>
//
// `dmn-moddle` reads the DMN 1.3 file, `feelin` evaluates every FEEL expression and unary test. What
// is left for this script is the hit policy and the order of decisions. Of every line of the
// file it compares what the vector expects with what the tables say.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const folder = process.env.NODE_PATH;
const file = process.argv[2];
if (!folder || !file) {
  console.log("skipped: decision tables (needs NODE_PATH with feelin and dmn-moddle, and a file of vectors)");
  process.exit(0);
}
const require = createRequire(join(folder, "x.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
let feelin, moddle;
try {
  feelin = await load("feelin");
  moddle = await load("dmn-moddle");
} catch (error) {
  console.log(`skipped: decision tables (${error.message.split("\n")[0]})`);
  process.exit(0);
}
const { DmnModdle } = moddle;

/** What a FEEL function gives; warnings are refusals. */
const value = (outcome, what) => {
  const result = outcome && typeof outcome === "object" && "value" in outcome ? outcome : { value: outcome };
  if (result.warnings && result.warnings.length > 0) {
    throw new Error(`${what}: ${result.warnings[0].message}`);
  }
  return result.value;
};

const holds = (entry, input, context) => {
  const text = entry.text;
  if (text === "-") return true;
  return value(feelin.unaryTest(text, { ...context, "?": input }), text) === true;
};

/** Decides one table; null if no rule speaks. */
const decide = (table, context) => {
  const inputs = (table.input ?? []).map((clause) => {
    const text = clause.inputExpression.text;
    return value(feelin.evaluate(text, context), text);
  });
  const speaking = table.rule.filter((rule) =>
    (rule.inputEntry ?? []).every((entry, at) => holds(entry, inputs[at], context)),
  );
  if (table.hitPolicy === "UNIQUE" && speaking.length !== 1) {
    throw new Error(`${table.id}: ${speaking.length} rules speak`);
  }
  if (speaking.length === 0) return null;
  const text = speaking[0].outputEntry[0].text;
  return value(feelin.evaluate(text, context), text);
};

const models = new Map();
const read = async (xml) => {
  if (!models.has(xml)) {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
    if (warnings.length > 0) throw new Error(warnings[0].message);
    models.set(xml, rootElement);
  }
  return models.get(xml);
};

let agree = 0;
const differ = [];
for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
  const vector = JSON.parse(line);
  try {
    const model = await read(vector.dmn);
    const context = {};
    for (const element of model.drgElement) {
      if (element.$type === "dmn:InputData") context[element.name] = vector.answers[element.name] ?? "unknown";
    }
    // Each decision stands behind those that it requires.
    for (const element of model.drgElement) {
      if (element.$type === "dmn:Decision") context[element.name] = decide(element.decisionLogic, context);
    }
    const wrong = Object.entries(vector.expect).filter(([name, level]) => String(context[name]) !== level);
    if (wrong.length === 0) agree += 1;
    else differ.push(`${vector.id}: ${wrong.map(([name, level]) => `${name} is ${context[name]}, not ${level}`).join("; ")}`);
  } catch (error) {
    differ.push(`${vector.id}: ${error.message}`);
  }
}
differ.slice(0, 20).forEach((line) => console.log(line));
console.log(`${agree} vectors agree, ${differ.length} differ`);
process.exit(differ.length === 0 && agree > 0 ? 0 : 1);
