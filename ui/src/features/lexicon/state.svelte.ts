import * as api from "$lib/api";
import type { Lexicon } from "$lib/bindings/Lexicon";
import type { LexiconTerm } from "$lib/bindings/LexiconTerm";
import type { TermUses } from "$lib/bindings/TermUses";
import { asFailure, type Failure } from "$lib/failure";

/** A term while it is written: the ring is one line. */
export interface Writing {
  id: string | null;
  term: string;
  plain: string;
  ring: string;
}

export const blank = (): Writing => ({ id: null, term: "", plain: "", ring: "" });

/** Opens a term for writing; a shipped one becomes a custom one when it is saved. */
export const writingOf = ({ id, term, plain, ring }: LexiconTerm): Writing => ({
  id,
  term,
  plain,
  ring: ring.join(", "),
});

export const termOf = ({ id, term, plain, ring }: Writing): LexiconTerm => ({
  id,
  term,
  plain,
  shipped: false,
  ring: ring
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter(Boolean),
});

const folded = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Terms whose name, ring or meaning holds what was typed; those that begin so come first. */
export function soughtTerms(terms: readonly LexiconTerm[], typed: string): LexiconTerm[] {
  const sought = folded(typed.trim());
  if (sought === "") return [...terms];
  const rank = ({ term, ring, plain }: LexiconTerm) => {
    if (folded(term).startsWith(sought)) return 0;
    if ([term, ...ring].some((word) => folded(word).includes(sought))) return 1;
    return folded(plain).includes(sought) ? 2 : 3;
  };
  const ranked = terms.map((term) => ({ term, at: rank(term) })).filter(({ at }) => at < 3);
  return ranked.sort((one, other) => one.at - other.at).map(({ term }) => term);
}

/** The glossary: terms, how often each is used, and where the open one is. */
export class Glossary {
  data: Lexicon | null = $state.raw(null);
  counts: ReadonlyMap<string, number> = $state.raw(new Map());
  uses: { term: string; found: TermUses } | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  sought = $state("");
  readonly shown = $derived(soughtTerms(this.data?.terms ?? [], this.sought));

  async fetch(): Promise<void> {
    await this.#attempt(async () => {
      this.data = await api.lexicon();
    });
    await this.count();
  }

  async count(): Promise<void> {
    await this.#attempt(async () => {
      const counts = await api.termCounts();
      this.counts = new Map(counts.map(({ term, entries }) => [term, entries]));
    });
  }

  async open(term: string): Promise<void> {
    if (this.uses?.term === term) {
      this.uses = null;
      return;
    }
    await this.#attempt(async () => {
      this.uses = { term, found: await api.termUses(term, 12) };
    });
  }

  /** Saves a term; returns whether that worked. */
  async save(writing: Writing): Promise<boolean> {
    return this.#change(() => api.saveTerm(termOf(writing)));
  }

  remove = (term: string): Promise<boolean> => this.#change(() => api.removeTerm(term));
  unhide = (term: string): Promise<boolean> => this.#change(() => api.unhideTerm(term));

  async #change(act: () => Promise<Lexicon>): Promise<boolean> {
    const done = await this.#attempt(async () => {
      this.data = await act();
      this.uses = null;
    });
    if (done) void this.count();
    return done;
  }

  async #attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      this.failure = null;
      await act();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    }
  }
}
