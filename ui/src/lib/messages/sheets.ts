import type { SheetFormat } from "../bindings/SheetFormat";
import type { SupervisionSetting } from "../bindings/SupervisionSetting";
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
  entries: "Entries in full",
};

const papers = { a4: "A4", a4_across: "A4 across", a5: "A5", a6_across: "A6 across" };

const classes: Record<string, string> = {
  organisation: "institution",
  age_over_89: "age of 90 or over",
  phone: "telephone number",
  fax: "fax number",
  email: "e-mail address",
  national_id: "personal number",
  record_no: "record number",
  plan_no: "insurance number",
  account_no: "account number",
  licence_no: "licence number",
  vehicle: "vehicle",
  device: "number of a device",
  url: "web address",
  ip: "network address",
  biometric: "body",
  photo: "photograph",
  handle: "name on a network",
};

/** Why a rule found something. */
const reasons: Record<string, string> = {
  shape: "by its form",
  checked: "by its form and check digits",
  keyword: "after a word that says so",
  capital_in_sentence: "capital in mid-sentence",
  capital_at_start: "capital at the start",
  word_as_name: "a word used as a name",
  after_title: "after a title",
  after_kin: "after a word of kin",
  small_letters: "a name in small letters",
  after_place_word: "after in, from or near",
  institution: "words of an institution",
  initials: "initials",
  same_again: "found elsewhere on the page",
  only_one: "“the only” before a noun",
  public_event: "a public event",
  rare_job: "work that a place has one of",
  spoken_date: "a date in words",
  likeness: "a face or a body",
  own_word: "one of your words",
};

const words = (name: string) => name.replaceAll("_", " ");

const settings: Record<SupervisionSetting, string> = {
  individual: "individual",
  group: "group",
  peer: "peer",
};

/** Pages for supervision, the identifier check, and to whom pages are brought. */
export const sheets = {
  settings,
  supervisors: "Supervisors",
  supervisorAlias: "Alias",
  addSupervisor: "Add a supervisor by an alias",
  archived: "archived",
  setting: "Setting",
  limits: "Agreed limits of confidentiality",
  limitsLead: "What stays between you, what does not, and who decides it.",
  brought: "Brought",
  broughtTo: "To",
  nobody: "nobody yet",
  broughtNothing: "No page was made for them yet.",
  ofEntries: (count: number) => (count === 1 ? "1 source" : `${count} sources`),
  neverLeft: "It has not left the journal.",
  leftOn: (days: string[]) => `It left the journal on ${days.join(", ")}.`,
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
  beneath: "The entries have changed since",
  takeBack: "Back to the entries",
  fill: "Fill this window",
  mostFilled: (most: number) =>
    `At most ${common.number(most)} at a time; the others print as empty frames.`,
  count: (has: number, budget: number) =>
    budget === 0 ? `${has} ${has === 1 ? "word" : "words"}` : `${has} of ${budget} words`,
  over: "over the limit; nothing is cut",
  notOnIt: "What is not on this page?",
  notOnItSays: "Mine alone. It stays in the journal and goes into the reflection.",
  printIt: "Print it this once",
  mineAlone: "What is mine alone stays in the journal.",
  inFull: "Save or print in full…",
  entryInFull: "Save or print this entry in full…",
  clientInFull: (alias: string) => `Save or print all about ${alias} in full…`,
  hitsInFull: "Save or print what was found in full…",
  purpose: "Purpose",
  revised: "An entry has been changed since.",
  gone: "An entry is no longer there.",
  preview: "As it will be printed",
  pages: (count: number) => (count === 1 ? "1 page" : `${common.number(count)} pages`),
  undrawn: (signs: string) =>
    `The typefaces have no sign for ${signs}. A PDF shows its number instead; a Word file keeps it.`,
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
  print: "Print…",
  printed: "Handed to the printer.",
  queue: "The print queue and the printer keep a copy until it is printed; some keep it longer.",
  stillOpen: (count: number) =>
    `${count === 1 ? "One has" : `${common.number(count)} have`} not been looked at. Press again to go on anyway.`,
  readable: "The file is readable by anyone who has it. Backups and cloud folders copy it.",
  saved: (name: string, folder: string) => `Saved as “${name}” in “${folder}”.`,
  notYetThere: "Nothing is saved there yet.",
  saveThere: "Save it there all the same",
  copiedBy: (service: string) => `${service} copies this folder elsewhere.`,
  remind: "Remind me to delete it",
  reminder: (name: string, folder: string) => `Delete “${name}” in “${folder}”?`,
  reminded: (day: string) => `A follow-up will ask on ${day}.`,
  back: "Back to the page",
  empty: "empty",
};
