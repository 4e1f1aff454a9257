import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AMERICAN_ONLY, BRITISH_ONLY } from "$lib/messages/testing/spellings";
import { version } from "../../../package.json";
import { blocksOf, runsOf } from "./markdown";

const read = (name: string) => readFileSync(join(import.meta.dirname, "../../../..", name), "utf8");

describe("documents of the project", () => {
  it("are read as headings, paragraphs, items and tables", () => {
    const text =
      "# One\n\nSome `code` and *more*.\n\n- first\n- **second**\n\n| a | b |\n|---|---|\n| 1 | [two](x.md) |\n";
    expect(blocksOf(text)).toEqual([
      { kind: "heading", level: 1, text: "One" },
      { kind: "paragraph", runs: runsOf("Some `code` and *more*.") },
      {
        kind: "items",
        items: [[{ text: "first", kind: "plain" }], [{ text: "second", kind: "strong" }]],
      },
      {
        kind: "table",
        head: [[{ text: "a", kind: "plain" }], [{ text: "b", kind: "plain" }]],
        rows: [[[{ text: "1", kind: "plain" }], [{ text: "two", kind: "plain" }]]],
      },
    ]);
    expect(runsOf("Some `code`.")).toEqual([
      { text: "Some ", kind: "plain" },
      { text: "code", kind: "code" },
      { text: ".", kind: "plain" },
    ]);
  });

  it.each(["CHANGELOG.md", "NOTICES.md"])("%s leaves no sign of Markdown on the page", (name) => {
    const said = JSON.stringify(blocksOf(read(name)).map((block) => block));
    expect(said).not.toMatch(/\]\(|\*\*|"text":"[^"]*`/);
    expect(blocksOf(read(name)).length).toBeGreaterThan(3);
  });

  it("say the version that the program has", () => {
    expect(read("Cargo.toml")).toContain(`version = "${version}"`);
    expect(read("CHANGELOG.md")).toContain(version);
  });

  it("what is new is spelled alike in both Englishes, since it is one text", () => {
    // What each of them calls the basket is its own affair: here it has the name of the glossary.
    const odd = [...AMERICAN_ONLY, ...BRITISH_ONLY].filter(
      (word) =>
        word !== "supervision" && new RegExp(`\\b${word}\\b`, "i").test(read("CHANGELOG.md")),
    );
    expect(odd).toEqual([]);
  });
});
