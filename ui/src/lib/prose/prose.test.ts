import { getSchema } from "@tiptap/core";
import { describe, expect, it } from "vitest";
import { bare, emptyDoc, shield } from "./opaque";
import { findIn, placesIn } from "./places";
import { extensions } from "./schema";

const schema = getSchema(extensions("kept"));
const roundTrip = (doc: unknown) => {
  const node = schema.nodeFromJSON(shield(schema, doc));
  node.check();
  return bare(node.toJSON());
};

const text = (words: string, marks?: unknown[]) => ({
  type: "text",
  text: words,
  ...(marks ? { marks } : {}),
});
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const doc = (...content: unknown[]) => ({ type: "doc", content });

describe("a text survives the window", () => {
  it("as it is where everything is known", () => {
    const plain = doc(paragraph(text("Settled, "), text("slowly", [{ type: "said" }])));
    expect(roundTrip(plain)).toEqual(plain);
  });

  it.each([
    [
      "an unknown block",
      doc(paragraph(text("a")), { type: "drawing", attrs: { strokes: [1, 2] } }),
    ],
    [
      "an unknown inline node",
      doc(paragraph(text("a"), { type: "symbolLink", attrs: { id: "7" } })),
    ],
    ["an unknown mark", doc(paragraph(text("a", [{ type: "echo", attrs: { of: "x" } }])))],
    ["an unknown attribute", doc({ ...paragraph(text("a")), attrs: { voice: "low" } })],
    [
      "an unknown node deep inside",
      doc({
        type: "bulletList",
        content: [
          { type: "listItem", content: [paragraph(text("a")), { type: "chart", attrs: {} }] },
        ],
      }),
    ],
    [
      "a known node in a forbidden place",
      doc({ type: "listItem", content: [paragraph(text("a"))] }),
    ],
    ["something that is no document", { type: "page", content: [paragraph(text("a"))] }],
  ])("with %s", (_, stored) => {
    const once = roundTrip(stored);
    const content = (stored as { type: string }).type === "doc" ? stored : doc(stored);
    expect(once).toEqual(content);
    expect(roundTrip(once)).toEqual(once);
  });

  it("nothing becomes an empty paragraph", () => {
    expect(shield(schema, null)).toEqual(emptyDoc());
    expect(shield(schema, doc())).toEqual(emptyDoc());
  });
});

describe("places", () => {
  it("are whole words without regard to case, and do not overlap", () => {
    expect(findIn("Own headphones; the Headphone.", ["headphone", "headphones"])).toEqual([
      [4, 14],
      [20, 29],
    ]);
  });

  it.each([
    [
      "a letter that is longer when small",
      "İstanbul was on her mind; the heron flew.",
      "heron",
      "heron",
    ],
    ["a word that begins with such a letter", "In İstanbul.", "i̇stanbul", "İstanbul"],
    ["composed signs for loose ones", "Un cafe\u0301 noir.", "café", "cafe\u0301"],
    ["loose signs for composed ones", "Un café noir.", "cafe\u0301", "café"],
    ["a soft hyphen inside", "Slow inte\u00ADgration.", "integration", "inte\u00ADgration"],
    [
      "a blank of no width inside",
      "counter\u200Btransference",
      "countertransference",
      "counter\u200Btransference",
    ],
    ["a syllable in its parts", "그 집".normalize("NFD"), "집", "집".normalize("NFD")],
    ["half-width kana", "ﾄﾞｱを閉めた", "ドア", "ﾄﾞｱ"],
    ["full-width letters", "ＨＥＲＯＮ flew", "heron", "ＨＥＲＯＮ"],
    ["a curved apostrophe", "Mrs O’Brien", "o'brien", "O’Brien"],
    ["two blanks in a row of words", "her own  music", "own music", "own  music"],
    ["a blank that does not break", "her own\u00A0music", "own music", "own\u00A0music"],
    ["a sign beyond the first plane", "🕊️ heron 🕊️", "heron", "heron"],
  ])("are found across %s", (_, text, needle, expected) => {
    expect(findIn(text, [needle]).map(([from, to]) => text.slice(from, to))).toContain(expected);
  });

  it("are whole words in any script", () => {
    expect(findIn("Mrs O\u2019Briens heronry; \u{10400}heron", ["heron"])).toEqual([]);
  });

  it("are found in a long paragraph at once", () => {
    const text = "İ heron ".repeat(6_000);
    const began = performance.now();
    expect(findIn(text, ["heron"])).toHaveLength(6_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("are found in scripts without spaces between words", () => {
    expect(findIn("x 夢を見た", ["夢を見た"])).toEqual([[2, 6]]);
  });

  it("are given as document positions, across marks", () => {
    const node = schema.nodeFromJSON(
      doc(paragraph(text("a")), paragraph(text("head"), text("phones", [{ type: "said" }]))),
    );
    const [place] = placesIn(node, ["headphones"]);
    expect(place && node.textBetween(place.from, place.to)).toBe("headphones");
  });
});
