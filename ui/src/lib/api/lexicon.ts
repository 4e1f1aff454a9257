import type { Lexicon } from "../bindings/Lexicon";
import type { LexiconTerm } from "../bindings/LexiconTerm";
import type { TermCount } from "../bindings/TermCount";
import type { TermUses } from "../bindings/TermUses";
import { invoke } from "./bridge";

export const lexicon = () => invoke<Lexicon>("lexicon");
export const saveTerm = (term: LexiconTerm) => invoke<Lexicon>("save_term", { term });
export const removeTerm = (term: string) => invoke<Lexicon>("remove_term", { term });
export const unhideTerm = (term: string) => invoke<Lexicon>("unhide_term", { term });
export const termUses = (term: string, limit: number) =>
  invoke<TermUses>("term_uses", { term, limit });
export const termCounts = () => invoke<TermCount[]>("term_counts");
