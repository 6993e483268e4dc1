// Opens pages in a headless Chromium and looks at what a reader would meet: errors, dead links, a page
// that is wider than a phone, missing labels, too little contrast, a focus that jumps, texts that run
// out of their pictures, an empty print.
//
//   node check.mjs MODULES CHROMIUM FOLDER...
//
// MODULES is the folder with `node_modules`. Every page (`*.html`) in every FOLDER is opened from its
// file, without a network. One JSON document on standard output:
//
//   {"pages": [{"folder": 0, "page": "index.html", "checks": 31, "problems": [{"kind": "link", "text": "…"}]}]}
//
// The kinds are `console`, `request`, `link`, `width`, `axe`, `focus`, `svg-outside`, `svg-contrast`,
// `language`, `print`.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [modules, executablePath, ...folders] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "package.json"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const DESK = { width: 1200, height: 900 };
const PHONE = { width: 375, height: 800 };
/** Width of the printed area of A4 (210 mm less 15 mm on either side) in CSS pixels. */
const SHEET = { width: 680, height: 1000 };
/** As many stops of the tab key are followed. */
const STOPS = 60;
/** As many findings of one kind are listed for one page. */
const LISTED = 8;

function pagesBelow(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...pagesBelow(path));
    else if (entry.name.endsWith(".html")) found.push(path);
  }
  return found.sort();
}

/** The names of places in a page, read once. */
const places = new Map();
function placesOf(path) {
  if (!places.has(path)) {
    const text = readFileSync(path, "utf8");
    places.set(path, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])));
  }
  return places.get(path);
}

class Findings {
  constructor() {
    this.checks = 0;
    this.all = [];
  }
  /** One thing was looked at; `texts` says what is wrong with it. */
  add(kind, where, texts) {
    this.checks += 1;
    for (const text of texts.slice(0, LISTED)) this.all.push({ kind, text: `${where}${text}` });
    if (texts.length > LISTED) {
      this.all.push({ kind, text: `${where}and ${texts.length - LISTED} more` });
    }
  }
}

async function check(browser, folder, path) {
  const findings = new Findings();
  const context = await browser.newContext({ viewport: DESK, offline: true, colorScheme: "light", reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    const said = [];
    const asked = [];
    const own = pathToFileURL(path).href;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) said.push(message.text());
    });
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== own) asked.push(request.url());
    });
    await page.goto(own);
    await page.evaluate(axeSource);
    findings.add("link", "", await links(page, folder, path));
    findings.add("focus", "", await focus(page));
    await page.goto(own);
    await page.evaluate(axeSource);
    const languages = await page.evaluate(() =>
      [...document.querySelectorAll('input[name="language"]')].map((input) => input.value),
    );
    // axe takes its time on a long page: colours do not depend on the language, nor labels on the
    // colours, so the first language is looked at in light and the last one in dark.
    const looked = languages.length > 0 ? languages : [null];
    for (const language of looked) {
      if (language !== null) {
        await page.setViewportSize(DESK);
        await page.emulateMedia({ media: "screen", colorScheme: "light" });
        await page.click(`label[for="_language-${language}"]`);
        findings.add("language", `${language}: `, await page.evaluate(wrongLanguage, language));
      }
      for (const colorScheme of ["light", "dark"]) {
        const where = `${language === null ? "" : `${language}, `}${colorScheme}: `;
        await page.emulateMedia({ media: "screen", colorScheme });
        await page.setViewportSize(DESK);
        // What is folded away is looked at too; once, for axe.
        await page.evaluate((open) => {
          window.folded ??= [...document.querySelectorAll("details:not([open])")];
          for (const details of window.folded) details.open = open;
        }, colorScheme === "light");
        const axe = colorScheme === "light" ? looked[0] : looked.at(-1);
        if (language === axe) findings.add("axe", where, await access(page));
        findings.add("svg-contrast", where, await page.evaluate(svgContrast));
        if (colorScheme === "light") {
          findings.add("svg-outside", `${where}wide: `, await page.evaluate(svgOutside));
          await page.setViewportSize(PHONE);
          findings.add("width", where, await page.evaluate(tooWide, PHONE.width));
          findings.add("svg-outside", `${where}narrow: `, await page.evaluate(svgOutside));
        }
      }
      const where = language === null ? "" : `${language}: `;
      findings.add("print", where, await print(page, language === looked[0]));
    }
    findings.add("console", "", said);
    findings.add("request", "", asked);
  } finally {
    await context.close();
  }
  return findings;
}

/** Every link leads to a file that is there and to a place that is in it. */
async function links(page, folder, path) {
  const all = await page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((a) => ({ given: a.getAttribute("href"), url: a.href })),
  );
  const wrong = new Set();
  for (const { given, url } of all) {
    if (!url.startsWith("file:")) {
      wrong.add(`${given} leads out of the folder`);
      continue;
    }
    const [file, place] = url.split("#");
    const target = fileURLToPath(file);
    const inside = relative(resolve(folder), target);
    if (inside.startsWith("..") || inside.startsWith(sep)) wrong.add(`${given} leads out of the folder`);
    else if (!existsSync(target) || !statSync(target).isFile()) wrong.add(`${given} leads to no file`);
    else if (place !== undefined && !placesOf(target).has(decodeURIComponent(place))) {
      wrong.add(`${given} leads to no place`);
    }
  }
  return [...wrong];
}

/** The skip link comes first and works; the tab key goes on in the order of the page, visibly. */
async function focus(page) {
  const wrong = [];
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  if (!first.startsWith("#")) {
    wrong.push("the first stop is no link to the content");
  } else {
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const reached = await page.evaluate(() => {
      const main = document.querySelector("main");
      const at = document.activeElement;
      const later = main !== null && at !== null && main.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
      // A page may have nothing to stop at after its head.
      const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
      const any = main !== null && main.querySelector(stops) !== null;
      return Boolean(later) || at === main || !any;
    });
    if (!reached) wrong.push("the link to the content does not lead there");
  }
  await page.evaluate(() => {
    history.replaceState(null, "", location.pathname);
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  });
  const page2 = await page.context().newPage();
  try {
    await page2.goto(page.url().split("#")[0]);
    await page2.evaluate(() => {
      window.stops = [];
    });
    for (let stop = 0; stop < STOPS; stop += 1) {
      await page2.keyboard.press("Tab");
      const found = await page2.evaluate(() => {
        const at = document.activeElement;
        if (at === null || at === document.body || window.stops.includes(at)) return null;
        const earlier = window.stops.at(-1);
        window.stops.push(at);
        const name = `<${at.localName}> ${(at.textContent ?? "").trim().slice(0, 30)}`;
        const wrong = [];
        if (earlier !== undefined && !(earlier.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) {
          wrong.push(`${name} comes too late`);
        }
        const shown = at.matches("input[type=radio]") ? document.querySelector(`label[for="${at.id}"]`) : at;
        const style = getComputedStyle(shown ?? at);
        if (style.outlineStyle === "none" || style.outlineWidth === "0px") wrong.push(`${name} does not show its focus`);
        const box = (shown ?? at).getBoundingClientRect();
        if (box.width < 1 || box.height < 1 || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) {
          wrong.push(`${name} is out of sight`);
        }
        return wrong;
      });
      if (found === null) break;
      wrong.push(...found);
    }
  } finally {
    await page2.close();
  }
  return wrong;
}

/** What axe-core finds. */
async function access(page) {
  return page.evaluate(async () => {
    const options = { resultTypes: ["violations"], iframes: false, preload: false };
    const { violations } = await window.axe.run(document, options);
    return violations.map((one) => {
      const places = one.nodes.slice(0, 3).map((node) => node.target.join(" "));
      return `${one.id}: ${one.help} (${one.nodes.length}: ${places.join("; ")})`;
    });
  });
}

/** The page is in one language, and says in which. */
function wrongLanguage(language) {
  const wrong = [];
  const other = language === "ja" ? "en" : "ja";
  const shows = (element) => element.getClientRects().length > 0;
  if (![...document.querySelectorAll(`.${language}`)].some(shows)) wrong.push("nothing of it shows");
  const mixed = [...document.querySelectorAll(`.${other}`)].filter(shows);
  if (mixed.length > 0) wrong.push(`${mixed.length} texts of the other language show`);
  const unmarked = [...document.querySelectorAll(".ja, .en")].filter(
    (element) => !(element.closest("[lang]")?.getAttribute("lang") ?? "").startsWith(element.classList.contains("ja") ? "ja" : "en"),
  );
  if (unmarked.length > 0) wrong.push(`${unmarked.length} texts are marked with another language`);
  return wrong;
}

/** What is wider than the screen, if the page scrolls sideways. */
function tooWide(width) {
  const root = document.documentElement;
  if (root.scrollWidth <= width) return [];
  const wrong = [`the page is ${root.scrollWidth} px wide`];
  const scrolls = (element) => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (element.getBoundingClientRect().right > width + 1 && !scrolls(element)) {
      wrong.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> reaches ${Math.round(element.getBoundingClientRect().right)} px`);
      break;
    }
  }
  return wrong;
}

/** Texts that run out of the picture that they are in. */
function svgOutside() {
  const wrong = [];
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getClientRects().length === 0) continue;
    const frame = svg.getBoundingClientRect();
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width === 0) continue;
      const out = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
      if (out > 1) wrong.push(`"${text.textContent.trim().slice(0, 30)}" is ${out.toFixed(1)} px outside`);
    }
  }
  return wrong;
}

/** Texts of pictures with too little contrast to what is painted under them (WCAG 2: 4.5, large 3). */
function svgContrast() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], under) => {
    const share = a / 255;
    return [r, g, b].map((part, at) => part * share + under[at] * (1 - share));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const backdrop = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const wrong = new Set();
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getClientRects().length === 0) continue;
    const paper = backdrop(svg);
    const shapes = [...svg.querySelectorAll("rect, path, circle, ellipse, polygon, polyline")].filter(
      (shape) => shape.closest("pattern, defs, clipPath, marker, mask") === null,
    );
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width === 0) continue;
      const style = getComputedStyle(text);
      const weight = Number(style.fontWeight);
      const size = parseFloat(style.fontSize) * (text.getScreenCTM()?.a ?? 1);
      const needed = size >= 24 || (size >= 18.66 && weight >= 700) ? 3 : 4.5;
      const point = new DOMPoint(box.left + box.width / 2, box.top + box.height / 2);
      let under = [paper];
      for (const shape of shapes) {
        if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
        const fill = getComputedStyle(shape).fill;
        const matrix = shape.getScreenCTM();
        if (fill === "none" || matrix === null) continue;
        if (!shape.isPointInFill(point.matrixTransform(matrix.inverse()))) continue;
        const share = Number(getComputedStyle(shape).fillOpacity) * Number(getComputedStyle(shape).opacity);
        const pattern = fill.match(/url\("?#([^")]+)/);
        const fills =
          pattern === null
            ? [fill]
            : [...document.getElementById(pattern[1]).querySelectorAll("*")].flatMap((part) => {
                const look = getComputedStyle(part);
                return [look.fill, look.stroke].filter((colour) => colour !== "none");
              });
        const painted = fills.map((colour) => {
          const [r, g, b, a] = read(colour);
          return over([r, g, b, a * share], under[0]);
        });
        under = pattern === null ? painted : [...under, ...painted];
      }
      if (style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) > 1) {
        under = [read(style.stroke).slice(0, 3)];
      }
      const ink = read(style.fill);
      for (const colour of under) {
        const reached = contrast(over(ink, colour), colour);
        if (reached < needed) {
          wrong.add(`"${text.textContent.trim().slice(0, 30)}" has ${reached.toFixed(2)}, not ${needed}`);
        }
      }
    }
  }
  return [...wrong];
}

/** On paper: nothing to click, nothing wider than the sheet, and (asked for once) a document comes out. */
async function print(page, whole) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(SHEET);
  const wrong = await page.evaluate((width) => {
    const wrong = [];
    const root = document.documentElement;
    if (root.scrollWidth > width) {
      const wide = [...document.body.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > width + 1);
      wrong.push(`the page is ${root.scrollWidth} px wide, the sheet ${width} (<${wide?.localName}> ${wide?.textContent.trim().slice(0, 30)})`);
    }
    for (const name of [".skip", ".switch", "nav.site"]) {
      const shown = document.querySelector(name)?.getClientRects().length ?? 0;
      if (shown > 0) wrong.push(`${name} is printed`);
    }
    if ((document.querySelector("h1")?.getClientRects().length ?? 0) === 0) wrong.push("the title is not printed");
    return wrong;
  }, SHEET.width);
  if (!whole) return wrong;
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  if (pdf.subarray(0, 5).toString() !== "%PDF-" || pdf.length < 2_000) wrong.push("no document comes out");
  return wrong;
}

const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const jobs = folders.flatMap((folder, number) =>
    pagesBelow(folder).map((path) => ({ number, folder, path })),
  );
  const pages = new Array(jobs.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < jobs.length; at = next++) {
      const { number, folder, path } = jobs[at];
      const page = relative(folder, path).split(sep).join("/");
      const started = Date.now();
      let problems;
      let checks = 1;
      try {
        const findings = await check(browser, folder, path);
        problems = findings.all;
        checks = findings.checks;
      } catch (error) {
        problems = [{ kind: "checker", text: String(error).split("\n")[0] }];
      }
      pages[at] = { folder: number, page, checks, milliseconds: Date.now() - started, problems };
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  process.stdout.write(`${JSON.stringify({ pages })}\n`);
} finally {
  await browser.close();
}
