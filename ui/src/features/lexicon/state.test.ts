import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LexiconTerm } from "$lib/bindings/LexiconTerm";
import { Glossary, soughtTerms, termOf, writingOf } from "./state.svelte";

const api = vi.hoisted(() => ({
  lexicon: vi.fn(),
  termCounts: vi.fn(),
  termUses: vi.fn(),
  saveTerm: vi.fn(),
  removeTerm: vi.fn(),
  unhideTerm: vi.fn(),
}));
vi.mock("$lib/api", () => api);

const term = (
  name: string,
  plain: string,
  ring: string[] = [],
  id: string | null = null,
): LexiconTerm => ({ id, term: name, plain, ring, shipped: id === null });
const terms = [
  term("echo", "Something comes back."),
  term("return", "Coming back."),
  term("shutdown", "Little movement.", ["freeze"]),
  term("réveil", "Waking."),
];

describe("the glossary", () => {
  beforeEach(() => {
    for (const call of Object.values(api)) call.mockReset();
    api.lexicon.mockResolvedValue({ terms, hidden: [] });
    api.termCounts.mockResolvedValue([{ term: "echo", entries: 3 }]);
  });

  it("finds by name first, then by ring, then by meaning, without accents", () => {
    const names = (typed: string) => soughtTerms(terms, typed).map(({ term: name }) => name);
    expect(names("re")).toEqual(["return", "réveil", "shutdown"]);
    expect(names("back")).toEqual(["echo", "return"]);
    expect(names("FREE")).toEqual(["shutdown"]);
    expect(names("zzz")).toEqual([]);
    expect(names(" ")).toHaveLength(4);
  });

  it("writes a ring as one line and reads it back", () => {
    const writing = writingOf(term("shutdown", "Little.", ["freeze", "collapse"]));
    expect(writing.ring).toBe("freeze, collapse");
    expect(termOf({ ...writing, ring: " freeze ;, going  still " }).ring).toEqual([
      "freeze",
      "going  still",
    ]);
  });

  it("counts uses, opens one term at a time and closes it again", async () => {
    api.termUses.mockResolvedValue({ total: 3, hits: [] });
    const glossary = new Glossary();
    await glossary.fetch();
    expect(glossary.counts.get("echo")).toBe(3);
    await glossary.open("echo");
    expect(glossary.uses?.found.total).toBe(3);
    await glossary.open("echo");
    expect(glossary.uses).toBeNull();
  });

  it("keeps what was written on the screen when a name is taken", async () => {
    api.saveTerm.mockRejectedValue({ code: "name_taken" });
    const glossary = new Glossary();
    await glossary.fetch();
    expect(await glossary.save(writingOf(terms[0]!))).toBe(false);
    expect(glossary.failure?.code).toBe("name_taken");
    expect(glossary.data?.terms).toEqual(terms);
  });
});
