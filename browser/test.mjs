// Opens the pages of `onrecord serve` in Debian's Chromium and looks at them as a reader would.
// usage: node test.mjs [BINARY]     CHROMIUM names another browser; IMAGES=1 also writes docs/images.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const binary = process.argv[2] ?? join(root, "target/release/onrecord");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const out = join(here, "out");
mkdirSync(out, { recursive: true });

let passed = 0;
const failures = [];
function check(what, holds) {
  if (holds) passed += 1;
  else { failures.push(what); console.log(`FAILED: ${what}`); }
}

/** Starts the server on a free port; gives its address and how to end it. */
function serve(files) {
  const process = spawn(binary, ["serve", "--listen", "127.0.0.1:0", ...files], { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((started, failed) => {
    let said = "";
    process.stderr.on("data", (text) => {
      said += text;
      const address = /open (http:\/\/[^ /]+)\//.exec(said);
      if (address) started({ address: address[1], end: () => process.kill() });
    });
    process.on("exit", () => failed(new Error(`server ended: ${said}`)));
    setTimeout(() => failed(new Error(`server did not start: ${said}`)), 60000).unref();
  });
}

const looks = [
  { name: "desktop", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" },
];

/** A page that writes down what must not happen. */
async function open(browser, look, address) {
  const context = await browser.newContext({ ...look, bypassCSP: false });
  const page = await context.newPage();
  const bad = [];
  page.on("dialog", (dialog) => { bad.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("pageerror", (error) => bad.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A page that is not there is asked for below on purpose.
    if (message.type() === "error" && !message.text().includes("404")) bad.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => { if (!request.url().startsWith(address)) bad.push(`request: ${request.url()}`); });
  return { page, bad, close: () => context.close() };
}

async function accessible(page, what) {
  // Evaluated in the debugger's world, which the page's policy does not bind.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  const serious = found.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 2).map((node) => node.target + " " + node.failureSummary).join(" | ")}`);
  check(`axe, ${what}: ${serious.join("; ")}`, serious.length === 0);
}

async function fits(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${what}: no sideways scrolling (${over} px)`, over <= 0);
}

async function harbour(browser, look) {
  const server = await serve([join(root, "examples/harbour")]);
  const { page, bad, close } = await open(browser, look, server.address);
  const shot = (name, options = {}) => page.screenshot({ path: join(out, `${name}-${look.name}.png`), ...options });
  try {
    await page.goto(server.address + "/");
    check("list: fourteen articles", (await page.locator(".list li").count()) === 14);
    await shot("list");
    await fits(page, "list");
    await accessible(page, `list ${look.name}`);

    await page.getByRole("link", { name: "President points across the border" }).click();
    check("document: statements are marked", (await page.locator("a.st").count()) > 10);
    check("document: a denial is marked as one", (await page.locator("a.st.f-not").count()) > 0);
    const words = page.locator("a.st", { hasText: "21 people had been killed" }).first();
    const number = await words.getAttribute("data-s");
    const note = page.locator(`#n${number}`);
    check("document: facts are hidden before", !(await note.locator(".facts").isVisible()));
    await words.click();
    check("document: a click shows the facts", await note.locator(".facts").isVisible());
    check("document: and the speaker", /president|Verhade/i.test((await note.textContent()) ?? ""));
    check("document: and the certainty", /as certain/.test((await note.textContent()) ?? ""));
    await shot("document");
    await fits(page, "document");
    await accessible(page, `document ${look.name}`);
    await page.keyboard.press("Escape");
    check("document: Escape hides them", !(await note.locator(".facts").isVisible()));

    await page.fill("#q", "customs shed");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search/);
    check("search: finds articles", (await page.locator(".list li").count()) > 3);
    check("search: marks the words", (await page.locator(".excerpt mark").count()) > 3);
    await shot("search");
    await accessible(page, `search ${look.name}`);
    await page.locator(".list a.title").first().click();
    check("search: leads to the words", await page.locator("#here").isVisible());

    await page.fill("#q", "Tidewater Front");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /^Backgrounder: / }).click();
    check("backgrounder: names its subject", /Tidewater Front/.test((await page.locator("h1").textContent()) ?? ""));
    check("backgrounder: cites", (await page.locator(".cites a").count()) > 20);
    check("backgrounder: lists sources", (await page.locator(".sources li").count()) >= 10);
    await shot("backgrounder");
    await shot("backgrounder-all", { fullPage: true });
    await fits(page, "backgrounder");
    await accessible(page, `backgrounder ${look.name}`);
    await page.locator(".lines .cites a").first().click();
    check("backgrounder: a citation leads to the exact words", await page.locator("#here").isVisible());
    await shot("cited");

    await page.goto(`${server.address}/subject?name=Port%20of%20Salvery`);
    await shot("place-all", { fullPage: true });
    await page.goto(`${server.address}/speaker?name=Arrend`);
    check("speaker: lists statements", (await page.locator(".lines li").count()) > 2);
    await shot("speaker");
    await accessible(page, `speaker ${look.name}`);

    const answer = await page.goto(`${server.address}/subject?name=Nobody%20Here`);
    check("unknown subject: 404", answer?.status() === 404);
    check("unknown subject: names others", (await page.locator(".chips a").count()) > 0);
    check(`nothing bad, ${look.name}: ${bad.join("; ")}`, bad.length === 0);
  } finally {
    await close();
    server.end();
  }
}

async function withoutScript(browser) {
  const server = await serve([join(root, "examples/harbour")]);
  const { page, close } = await open(browser, { ...looks[0], javaScriptEnabled: false }, server.address);
  try {
    await page.goto(`${server.address}/document/5`);
    const words = page.locator("a.st").first();
    const number = await words.getAttribute("data-s");
    await words.click();
    check("without script: a click shows the facts", await page.locator(`#n${number} .facts`).isVisible());
  } finally {
    await close();
    server.end();
  }
}

async function hostile(browser) {
  const server = await serve([join(here, "fixtures/hostile.html")]);
  const { page, bad, close } = await open(browser, looks[0], server.address);
  try {
    for (const path of ["/", "/document/1", "/search?q=harbour", "/search?q=%3Cscript%3Ealert(3)%3C/script%3E", "/subject?name=Brenlow",
      "/subject?name=%3Cscript%3Ealert(4)%3C/script%3E", "/document/1?at=%3Cscript%3E-9", "/speaker?name=Police"]) {
      const answer = await page.goto(server.address + path);
      check(`hostile ${path}: policy`, (answer?.headers()["content-security-policy"] ?? "").startsWith("default-src 'none'"));
      check(`hostile ${path}: no element of the article's`, (await page.locator("script:not([src='/script.js']), img, main b > b, a[href^=javascript]").count()) === 0);
      check(`hostile ${path}: title kept`, (await page.title()) !== "taken");
    }
    await page.goto(`${server.address}/document/1`);
    check("hostile: the words are shown as words", ((await page.locator("main").textContent()) ?? "").includes("<script>"));
    await page.screenshot({ path: join(out, "hostile.png") });
    const real = bad.filter((it) => !it.includes("404"));
    check(`hostile: nothing ran, nothing was asked for elsewhere: ${real.join("; ")}`, real.length === 0);
    const foreign = await page.request.get(server.address, { headers: { Host: "archive.example" } });
    check("another host name is refused", foreign.status() === 421);
    const written = await page.request.post(server.address);
    check("writing is refused", written.status() === 405);
  } finally {
    await close();
    server.end();
  }
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const look of looks) await harbour(browser, look);
  await withoutScript(browser);
  await hostile(browser);
} catch (error) {
  check(`stopped: ${error.message}`, false);
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
