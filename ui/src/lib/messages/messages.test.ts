import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { locale } from "../locale.svelte";
import { american } from "./american";
import * as british from "./british";
import { common } from "./common";
import { inEnglish } from "./english";
import { sheetRows } from "./keys";
import { languages } from "./settings";
import { AMERICAN_ONLY, BRITISH_ONLY } from "./testing/spellings";
import { literalsIn, unreadOf, type Source } from "./testing/written";

const ROOT = join(import.meta.dirname, "../..");

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    if (one.isDirectory()) return one.name === "bindings" ? [] : sourcesIn(path);
    if (!/\.(?:ts|svelte)$/.test(one.name) || /\.test\.ts$/.test(one.name)) return [];
    return [{ path: path.slice(ROOT.length + 1), text: readFileSync(path, "utf8") }];
  });
}

const sources = sourcesIn(ROOT);
const components = sources.filter(({ path }) => path.endsWith(".svelte"));
const sets: [string, object][] = [...Object.entries(british), ["words", common]];

/** Every text of a table as source: strings as they are, functions as they are written. */
function textsOf(table: unknown): string[] {
  if (typeof table === "string" || typeof table === "function") return [String(table)];
  return typeof table === "object" && table !== null ? Object.values(table).flatMap(textsOf) : [];
}

const spelled = (texts: readonly string[], words: readonly string[]) =>
  texts.filter((text) => new RegExp(`\\b(?:${words.join("|")})\\b`, "i").test(text));

describe("the messages", () => {
  it.each(sets)("of %s are all read by the window", (set, messages) => {
    const also = set === "words" ? unreadOf("common", messages, sources) : Object.keys(messages);
    expect(unreadOf(set, messages, sources).filter((key) => also.includes(key))).toEqual([]);
  });

  it("of the key sheet and the languages are read by the window", () => {
    for (const [name, table] of Object.entries({ sheetRows, languages })) {
      expect(Object.keys(table).length, name).toBeGreaterThan(0);
      expect(
        sources.filter(({ text }) => new RegExp(`import \\{[^}]*\\b${name}\\b`).test(text)),
        name,
      ).not.toEqual([]);
    }
  });

  it("hold every text of every component", () => {
    expect(components.length).toBeGreaterThan(80);
    const found = components.flatMap((one) =>
      literalsIn(one).map((text) => `${one.path}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("are found unread, and texts are found beside them", () => {
    const source = {
      path: "A.svelte",
      text: 'import { workspace as t } from "$lib/messages";\nt.list',
    };
    expect(unreadOf("workspace", { list: "Entries", page: "Page" }, [source])).toEqual(["page"]);
    expect(literalsIn({ text: '<p class="lead">{t.lead}</p><Kbd keys="Ctrl K" />' })).toEqual([]);
    expect(literalsIn({ text: "<p>{t.lead} Not here</p>" })).toEqual(["Not here"]);
    expect(
      literalsIn({ text: '<p title="{t.list}, Ctrl N">{a === "ab" ? "Open it" : t.b}</p>' }),
    ).toEqual(["Open it"]);
    expect(
      literalsIn({ text: '<input placeholder="A name" aria-label={`Name ${at}`} />' }),
    ).toEqual(["A name", "Name"]);
  });
});

describe("the English of the messages", () => {
  afterEach(() => {
    locale.chosen = null;
  });

  it("is British, but for what the American differences list", () => {
    for (const { path, text } of sources.filter(({ path: at }) => at.startsWith("lib/messages/"))) {
      if (/(?:american|content|testing\/\w+)\.ts$/.test(path)) continue;
      expect(
        spelled([text.replace(/"[^"]*(?:bindings|messages)[^"]*"/g, "")], AMERICAN_ONLY).map(
          () => path,
        ),
      ).toEqual([]);
    }
    expect(spelled(textsOf(american), BRITISH_ONLY)).toEqual([]);
  });

  it("leaves no British word where American is chosen", () => {
    locale.chosen = "en-US";
    const tables = Object.entries(british).map(([name, table]) =>
      // What a trainee's board counts is called supervision in both countries.
      inEnglish(
        name === "hourRecord" ? { ...table, kinds: {} } : (table as object),
        (american as Record<string, object>)[name] ?? {},
      ),
    );
    expect(spelled(textsOf([...tables, common, sheetRows]), BRITISH_ONLY)).toEqual([]);
  });

  it("changes at once with the choice, and only where it differs", () => {
    const table = inEnglish(
      { hue: "Colour", of: { one: "One", two: "Two" } },
      { hue: "Color", of: { two: "2" } },
    );
    expect([table.hue, table.of.two]).toEqual(["Colour", "Two"]);
    locale.chosen = "en-US";
    expect([table.hue, table.of.one, table.of.two]).toEqual(["Color", "One", "2"]);
    expect(Object.entries(table.of)).toEqual([
      ["one", "One"],
      ["two", "2"],
    ]);
  });
});
