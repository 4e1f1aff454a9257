import type { Why } from "../bindings/Why";

export const find = {
  region: "Search",
  field: "Search your entries",
  example: "words, “a phrase”, client: ladder:>=4",
  removeFilter: (filter: string) => `Remove filter ${filter}`,
  found: (entries: number, places: number) => {
    const word = entries === 1 ? "1 entry" : `${entries.toLocaleString("en-GB")} entries`;
    const where = places === 1 ? "1 place" : `${places.toLocaleString("en-GB")} places`;
    return places > 0 ? `${word}, ${where}` : word;
  },
  foundNone: "Nothing matches.",
  byRelevance: "By relevance",
  byDate: "By date",
  completing: "Still being completed: older entries may be missing for a moment.",
  instead: (typed: string, shown: string) => `Nothing says “${typed}”. Shown for “${shown}”.`,
  also: (typed: string, others: string) => `“${typed}” also finds ${others}.`,
  why: "Why this?",
  because: ({ typed, found, how, places }: Why, field: string) => {
    const where = places === 1 ? field : `${field}, ${places.toLocaleString("en-GB")} places`;
    switch (how) {
      case "exact": return `“${found}”: as typed. ${where}`;
      case "accents": return `“${found}”: “${typed}” with its accents. ${where}`;
      case "stem": return `“${found}”: another form of “${typed}”. ${where}`;
      case "prefix": return `“${found}”: begins with “${typed}”. ${where}`;
      case "phrase": return `“${found}”: these words in a row. ${where}`;
      case "synonym": return `“${found}”: means the same as “${typed}” in your lexicon. ${where}`;
      case "typo": return `“${found}”: spelt nearly like “${typed}”. ${where}`;
    }
  },
  otherField: (id: string) => {
    switch (id) {
      case "client": return "Client";
      case "tag": return "Tag";
      case "basket": return "Question for supervision";
      default: return id;
    }
  },
  saved: "Saved searches",
  saveSearch: "Save",
  saveName: "Name of the search",
  save: "Save",
  unsave: "Saved",
  recent: "Asked before, until you lock",
  searching: "Searching…",
  failed: (why: string) => `Not searched: ${why}`,
  more: (count: number) => `${count} more`,
  moreValues: (count: number, of: string) => `${count} more of ${of.toLowerCase()}`,
  without: "Without",
  withoutOne: (filter: string, entries: number) => {
    const found = entries === 1 ? ": 1 entry" : `: ${entries.toLocaleString("en-GB")} entries`;
    return `Search without ${filter}${entries > 0 ? found : ""}`;
  },
  onlyOne: "One word alone",
  moreFacets: "More ways to narrow it",
  fewerFacets: "Fewer",
  clear: "Clear the search",
  teach: "Whatever you remember will do: a word, how it began, who was there.",
  examples: [
    { text: "headphones", says: "any form of a word" },
    { text: "\"hear the room\"", says: "exactly these words" },
    { text: "shame anger", says: "both words; AND says the same" },
    { text: "shame OR (grief anger)", says: "either side of OR; parentheses hold words together" },
    { text: "shame NOT anger", says: "without a word; so does -anger" },
    { text: "kind:boundary ladder:>=4", says: "by what was marked" },
    { text: "dark:3.. held:<=1", says: "dark hours that were barely held" },
    { text: "weight:heavy before:2026-09", says: "by weight and time" },
  ],
};
