import type { Why } from "../bindings/Why";
import { figure } from "./common";

export const search = {
  field: "Search your entries",
  example: "words, “a phrase”, client: ladder:>=4",
  removeFilter: (filter: string) => `Remove filter ${filter}`,
  found: (entries: number, places: number) => {
    const word = entries === 1 ? "1 entry" : `${figure(entries)} entries`;
    const where = places === 1 ? "1 match" : `${figure(places)} matches`;
    return places > 0 ? `${word}, ${where}` : word;
  },
  foundNone: "Nothing matches.",
  byRelevance: "By relevance",
  byDate: "By date",
  completing: "Still indexing: older entries may be missing for a moment.",
  instead: (typed: string, shown: string) => `No results for “${typed}”. Showing “${shown}”.`,
  also: (typed: string, others: string) => `“${typed}” also finds ${others}.`,
  why: "Why this?",
  because: ({ typed, found, how, places }: Why, field: string) => {
    const where = places === 1 ? field : `${field}, ${figure(places)} matches`;
    switch (how) {
      case "exact":
        return `“${found}”: as typed. ${where}`;
      case "accents":
        return `“${found}”: “${typed}” with its accents. ${where}`;
      case "stem":
        return `“${found}”: another form of “${typed}”. ${where}`;
      case "prefix":
        return `“${found}”: starts with “${typed}”. ${where}`;
      case "phrase":
        return `“${found}”: these words in a row. ${where}`;
      case "synonym":
        return `“${found}”: means the same as “${typed}” in your lexicon. ${where}`;
      case "typo":
        return `“${found}”: spelled almost like “${typed}”. ${where}`;
    }
  },
  /** Names of what is searched beside the fields of a form. */
  otherFields: {
    client: "Client",
    tag: "Tag",
    basket: "Question for supervision",
  } as Record<string, string>,
  saved: "Saved searches",
  saveSearch: "Save",
  saveName: "Name of the search",
  save: "Save",
  unsave: "Saved",
  recent: "Recent searches, cleared when you lock",
  searching: "Searching…",
  failed: (why: string) => `Search failed: ${why}`,
  more: (count: number) => `${count} more`,
  moreValues: (count: number, of: string) => `${count} more of ${of.toLowerCase()}`,
  without: "Without",
  withoutOne: (filter: string, entries: number) => {
    const found = entries === 1 ? ": 1 entry" : `: ${figure(entries)} entries`;
    return `Search without ${filter}${entries > 0 ? found : ""}`;
  },
  onlyOne: "One word only",
  moreFacets: "More filters",
  fewerFacets: "Fewer filters",
  teach: "Search for anything you remember: a word, how it started, who was there.",
  examples: [
    { text: "headphones", says: "any form of a word" },
    { text: '"hear the room"', says: "exactly these words" },
    { text: "shame anger", says: "both words; AND means the same" },
    { text: "shame OR (grief anger)", says: "either side of OR; parentheses group words" },
    { text: "shame NOT anger", says: "without a word; -anger means the same" },
    { text: "kind:boundary ladder:>=4", says: "by field" },
    { text: "dark:3.. held:<=1", says: "dark hours that were barely held" },
    { text: "weight:heavy before:2026-09", says: "by weight and time" },
  ],
};
