import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";

vi.stubGlobal("matchMedia", () => ({
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
afterAll(() => vi.unstubAllGlobals());
const { dress, themeOf, widthOf } = await import("./theme.svelte");

type Tokens = Record<string, string>;

/** The colours of each theme, as the stylesheet has them. */
function themes(): Map<string, Tokens> {
  const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
  const found = new Map<string, Tokens>();
  for (const [, name = "", rules = ""] of css.matchAll(
    /\[data-theme="([\w-]+)"\]\s*\{([^}]*)\}/g,
  )) {
    const tokens = [...rules.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi)];
    found.set(name, Object.fromEntries(tokens.map(([, key, color]) => [key, color])));
  }
  return found;
}

function light(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one: string, other: string): number {
  const [most = 0, least = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (most + 0.05) / (least + 0.05);
}

const TEXT = [
  "ink",
  "soft",
  "clay",
  "moss",
  "gold",
  "rust",
  "c-teal",
  "c-moss",
  "c-plum",
  "c-blue",
  "c-ochre",
  "c-rose",
];
const GROUNDS = ["paper", "page", "rail"];

describe("every theme", () => {
  const all = [...themes()];
  it("is one of five", () => {
    expect(all.map(([name]) => name)).toEqual([
      "paper",
      "sepia",
      "dusk",
      "contrast",
      "contrast-dusk",
    ]);
  });
  it.each(all)("%s is readable: 4.5 to 1 for text, 3 to 1 for edges of controls", (_, tokens) => {
    for (const ground of GROUNDS) {
      for (const text of TEXT)
        expect(contrast(tokens[text]!, tokens[ground]!), `${text} on ${ground}`).toBeGreaterThan(
          4.5,
        );
      expect(contrast(tokens["ctl"]!, tokens[ground]!), `ctl on ${ground}`).toBeGreaterThan(3);
    }
    for (const text of ["ink", "clay"])
      expect(contrast(tokens[text]!, tokens["wash"]!)).toBeGreaterThan(4.5);
    for (const mark of ["mark", "mark-now"])
      expect(contrast(tokens["ink"]!, tokens[mark]!)).toBeGreaterThan(4.5);
  });
});

it("follows the system unless a theme is chosen", () => {
  expect(themeOf("system", true, false)).toBe("dusk");
  expect(themeOf("system", false, true)).toBe("contrast");
  expect(themeOf("sepia", true, true)).toBe("sepia");
});

it("makes texts as wide and lines as far apart as is chosen, within what can be laid out", () => {
  expect([widthOf(66, 17), widthOf(58, 17), widthOf(78, 17), widthOf(500, 17)]).toEqual([
    544, 478, 643, 643,
  ]);
  expect(widthOf(66, 22)).toBeGreaterThan(544);
  const look = { theme: "sepia", face: "serif", size: 17 };
  dress({ ...look, measure: 78, spacing: 115 });
  const { style, dataset } = document.documentElement;
  expect([
    dataset["theme"],
    style.getPropertyValue("--measure"),
    style.getPropertyValue("--lead"),
  ]).toEqual(["sepia", "643px", "1.15"]);
  dress({ ...look, spacing: 250 });
  expect([style.getPropertyValue("--measure"), style.getPropertyValue("--lead")]).toEqual([
    "544px",
    "1.3",
  ]);
});
