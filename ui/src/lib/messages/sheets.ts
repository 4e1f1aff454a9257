import type { SheetFormat } from "../bindings/SheetFormat";
import { common } from "./common";

const formats: Record<SheetFormat, string> = {
  one_question: "One question, one minute",
  seven_windows: "Seven windows",
  slow_replay: "Slow replay",
  three_needs: "Three needs",
  caseload_round: "Caseload round",
  consult: "Boundary and ethics consult",
  course_arc: "Arc of a course",
  five_minutes: "Five minutes in a group",
  word_and_margin: "Word and margin",
};

const papers = { a4: "A4", a4_across: "A4 across", a5: "A5", a6_across: "A6 across" };

const classes: Record<string, string> = {
  name: "name",
  place: "place",
  organisation: "institution",
  date: "date",
  age: "age",
};

/** Why a rule found something, where its class alone does not say it. */
const reasons: Record<string, string> = {
  after_title: "after a title",
  capital_in_sentence: "capital in mid-sentence",
  given_name: "a given name",
  same_again: "found elsewhere on the page",
  known_alias: "an alias of this journal",
  own_word: "one of your words",
};

const words = (name: string) => name.replaceAll("_", " ");

/** Pages for supervision, and the identifier check. */
export const sheets = {
  formats,
  papers,
  format: "Format",
  makeOf: (count: number) =>
    count === 0 ? "Make a page" : `Make a page of ${common.number(count)}`,
  choose: (name: string) => `On the page: ${name}`,
  made: "Pages",
  on: "For the supervision on",
  sheetOf: (name: string, day: string) => `${name}, ${day}`,
  pulled: "From the entries",
  changedHere: "Changed here",
  written: "Written here",
  beneath: "The entries say something else now",
  takeBack: "Back to the entries",
  fill: "Fill this window",
  mostFilled: (most: number) =>
    `At most ${common.number(most)} at a time; the others print as empty frames.`,
  count: (has: number, budget: number) =>
    budget === 0 ? `${has} ${has === 1 ? "word" : "words"}` : `${has} of ${budget} words`,
  over: "over the budget; nothing is cut",
  notOnIt: "What is not on this page?",
  notOnItSays: "Mine alone. It stays in the journal and goes into the reflection.",
  printIt: "Print it this once",
  revised: "An entry has been changed since.",
  gone: "An entry is no longer there.",
  preview: "As it will be printed",
  pages: (count: number) => (count === 1 ? "1 page" : `${common.number(count)} pages`),
  undrawn: (signs: string) =>
    `The typefaces have no sign for ${signs}. In a PDF its number stands in its place; a Word file keeps it.`,
  first: "Every page goes through the identifier check first.",
  check: "Check for identifiers",
  reflect: "Write the reflection",
  copy: "Reduced-identifier copy",
  copySays:
    "Checked by rules on this computer. Rules miss things: a nickname, a rare job, a story that was in the news. " +
    "If you know that what is left still points to one person, change it or leave it out. " +
    "This is not de-identification in law.",
  found: "Found",
  groups: {
    names: "Names",
    places: "Places and institutions",
    numbers: "Dates, ages, numbers",
    ask: "Anything that only one person could be?",
  },
  kind: (kind: string, why: string) => {
    const [one, other] = [classes[kind] ?? words(kind), reasons[why] ?? words(why)];
    return one === other ? one : `${one}, ${other}`;
  },
  notYet: "not yet",
  looking: "looking",
  keptHere: "kept here",
  emptied: "left out",
  times: (count: number) => `×${count}`,
  of: (at: number, all: number) => `${at} of ${all}`,
  with: "Put in its place",
  replace: "Replace",
  keep: "Keep here",
  alwaysKeep: "Always keep",
  alwaysReplace: "Always replace",
  next: "Next",
  journal: "In the journal, unchanged",
  inCopy: "In this copy",
  nothingFound: "The rules found nothing. That does not mean that nothing is there.",
  tally: (found: number, decided: number) =>
    found === decided
      ? `${found} found, ${decided} decided.`
      : `${found} found, ${decided} decided, ${found - decided} not looked at.`,
  tallySays: "That does not mean that nothing is left.",
  savePdf: "Save PDF…",
  saveWord: "Save Word file…",
  stillOpen: (count: number) =>
    `${count === 1 ? "One is" : `${common.number(count)} are`} not looked at. Press again to save it all the same.`,
  readable: "The file is readable by anyone who has it. Backups and cloud folders copy it.",
  saved: (name: string, folder: string) => `Saved as “${name}” in “${folder}”.`,
  copiedBy: (service: string) => `${service} copies this folder elsewhere.`,
  remind: "Remind me to delete it",
  reminder: (name: string, folder: string) => `Delete “${name}” in “${folder}”?`,
  reminded: (day: string) => `A follow-up will ask on ${day}.`,
  back: "Back to the page",
  empty: "empty",
};
