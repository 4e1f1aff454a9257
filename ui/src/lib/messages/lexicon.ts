import { figure } from "./common";

export const lexicon = {
  lexicon: "Lexicon",
  lexiconLead:
    "Terms of this work in plain words. Your own come first, in search and while you write.",
  newTerm: "New term",
  term: "Term",
  plain: "In plain words",
  ring: "Search also finds",
  ringHint: "Words with the same meaning, separated by commas.",
  saveTerm: "Save term",
  ownTerm: "yours",
  usedIn: (count: number) =>
    count === 0 ? "not used yet" : count === 1 ? "in 1 entry" : `in ${figure(count)} entries`,
  usedWhere: "Where it was used",
  useAll: "Search for it",
  hideTerm: "Hide",
  backToShipped: "Restore the original",
  hiddenTerms: "Hidden",
  showTerm: "Show",
  termsSought: "Find a term",
  noTerm: "No term by that name.",
  edit: "Edit",
};
