import type { Changed } from "../bindings/Changed";
import type { CardState } from "../bindings/CardState";
import type { PieceShape } from "../bindings/PieceShape";
import type { SymbolSort } from "../bindings/SymbolSort";
import type { Vocals } from "../bindings/Vocals";
import { common, figure, first } from "./common";

const flags: Record<string, string> = {
  dark: "dark",
  first_boundary: "first boundary",
  good_frightened: "good that frightened",
  over_steered: "I over-steered",
  rupture: "rupture",
};

const states: Record<CardState, string> = {
  due: "due",
  at_next_session: "due next session",
  waiting: "upcoming",
  done: "answered",
};

const sorts: Record<SymbolSort, string> = {
  place: "place",
  weather: "weather",
  animal: "animal",
  figure: "figure",
  object: "object",
};

const changes: Record<Changed, string> = {
  began: "started",
  answers: "text and answers",
  head: "details (date, client, tags)",
  closed: "closed",
  trashed: "moved to the trash",
  restored: "restored from the trash",
};

const headFields: Record<string, string> = {
  happened: "When it happened",
  client: "Client",
  session: "Session",
  phase: "Phase",
  certainty: "How sure",
  weight: "How it sits with me",
  threads: "Threads",
  tags: "Tags",
  basket: "Question for supervision",
  acted: "Action outside",
  flags: "Flags",
  links: "Links",
  mine_alone: "Mine alone",
  mine_alone_fields: "Mine alone, answers",
};

const vocals: Record<Vocals, string> = {
  none: "no voices",
  wordless: "wordless voices",
  known: "words known",
  foreign: "words foreign",
};

const shapes: Record<PieceShape, string> = {
  flat: "flat",
  slow_rise: "slow rise",
  wave: "wave",
  break: "break",
};

const times = (count: number, one: string, more: string) =>
  `${figure(count)} ${count === 1 ? one : more}`;

/** Pages of records, follow-ups, closing, History and the basket. */
export const records = {
  flags,
  states,
  sorts,
  changes,
  vocals,
  shapes,
  headFields,
  brightness: ["dark", "dim", "even", "light", "bright"],
  flagName: (key: string) => flags[key] ?? key,
  flag: "Flag for follow-up",
  ownFlag: (words: string) => `Flag for “${words}”`,
  unflag: (name: string) => `Remove flag ${name}`,
  asksNext: "will ask next session what followed",
  asksLater: "also after two and six weeks",
  followUps: "Follow-ups",
  groups: { now: "Due", next: "Due next session", later: "Upcoming" },
  moreCards: (count: number) => `${common.number(count)} more`,
  /** How many are upcoming, and when the first of them is due. */
  laterFrom: (count: number, first: string) =>
    count === 1 ? `one, ${first}` : `${common.number(count)}, the first ${first}`,
  thenAsks: (days: string) => `then ${days}`,
  answerNow: "Answer now",
  answerFor: (question: string, about: string) => [question, about].filter(Boolean).join(" "),
  asideFor: (about: string) => (about ? `Skip: ${about}` : "Skip"),
  followed: "What followed?",
  answerLine: "One line is enough. Enter saves it.",
  skip: "Skip",
  skipped: "Skipped.",
  answeredSaid: "Saved.",
  askOn: (day: string) => `due ${day}`,
  noFollowUps:
    "No follow-ups. Flag an entry (dark, first boundary) and Stillroom asks later what followed: ",
  noFollowUpsExample: "She rang the next day, to say she had slept.",
  threads: "Threads",
  courses: "Courses",
  symbols: "Symbols",
  symbol: "Symbol",
  pieces: "Music",
  piece: "Piece",
  sessions: (count: number) => times(count, "session", "sessions"),
  clients: (count: number) => times(count, "client", "clients"),
  older: (entries: number) =>
    `${times(entries, "earlier entry is", "earlier entries are")} in the list`,
  span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  session: (number: number) => `Session ${number}`,
  between: "Between sessions",
  around: "Ordinary therapy",
  courseOf: (from: number, to: number | null) =>
    to === null ? `from session ${from}, ongoing` : `sessions ${from} to ${to}`,
  newCourse: "New course",
  courseName: "Name of the course",
  fromSession: "From session",
  toSession: "to",
  newThread: "New thread",
  threadQuestion: "A question to follow, in one line",
  threadsLead: "A question you follow over months. Add an entry to one under About this note.",
  noThreads: "No threads yet. One might ask: ",
  noThreadsExample: "Who leaves first?",
  noSymbols: "No symbols yet. Images you name in an integration note appear here.",
  noPieces: "No pieces yet. Music you name in the music log appears here.",
  restingState: "resting",
  rest: "Let it rest",
  reopen: "Resume",
  archive: "Archive",
  unarchive: "Unarchive",
  archived: "archived",
  mergeInto: "Merge into…",
  mergeChoose: "Merge into which one?",
  merged: (name: string) => `Merged into ${name}.`,
  unmerge: (alias: string) => `Undo merging ${alias}`,
  unmerged: (alias: string) => `${alias} is separate again, with all its entries.`,
  merging: (left: number) => `Moving entries: ${figure(left)} left.`,
  formerly: (names: string) => `formerly ${names}`,
  appearsWith: "Appears with",
  addToBasket: "Add to supervision basket",
  addedToBasket: "Added to the basket.",
  empty: "No entries yet.",
  joins: "Threads",
  addThread: "add a thread",
  links: "Links",
  linkTo: "link to an entry",
  linkedFrom: "Linked from",
  unlink: (name: string) => `Remove link to ${name}`,
  linkUnknown: "An entry that no longer exists",
  noMatch: "Type a word from the entry.",
  close: "Close this entry",
  closing: "Closing for good in a moment.",
  closeSaid: "Closed. You can still add to it. This does not make it part of the clinical record.",
  addendum: "Addendum",
  addenda: "Addenda",
  addendumHint: "Dated today. It can’t be changed later.",
  addAddendum: "Add",
  addendumHeld: "The addendum is not saved yet. It is still here; try again.",
  damagedAddendum: "This addendum can’t be read. Nothing was changed.",
  history: "History",
  historyOfEntry: (name: string) => `History: ${name}`,
  revision: (number: number) => `Version ${number}`,
  restoreVersion: "Restore this version",
  versionRestored: "Restored as a new version. Nothing was lost.",
  unchangedSinceClosed: "Unchanged since it was closed.",
  changedSinceClosed: "Changed since it was closed. Compare it with a backup.",
  nothingChanged: "No text or answer changed.",
  back: "Back to the entry",
  added: "added",
  removed: "removed",
  readThrough: "Go through the questions",
  order: "Alt and arrow keys move a question.",
  moveUp: (name: string) => `Move up: ${name}`,
  moveDown: (name: string) => `Move down: ${name}`,
  mineLeftOut: "What is mine alone is left out here.",
  mineShow: "Show it",
  addQuestion: "A question without an entry",
  asked: "Asked",
  markAsked: "Mark as asked",
  notAsked: "Mark as not asked",
  next: "Next",
  previous: "Previous",
  openEntry: "Open the entry",
  of: (now: number, total: number) => `${now} of ${total}`,
  reflect: "Write the reflection",
  reflectHint: (count: number) =>
    count === 0
      ? "Questions you mark as asked go into the reflection."
      : `${first(common.number(count))} asked; the reflection starts with ${count === 1 ? "it" : "them"}.`,
  removeQuestion: "Remove",
  noQuestion: "No question yet",
  minutes: "Minutes",
  hours: (minutes: number) => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  },
  minutesLead: "Inner work and supervision, by month and kind, as you logged them.",
  noMinutes: "No minutes logged yet. They come from the inner-work log and from supervision.",
  kind: "Kind",
  total: "Total",
  otherKind: "not specified",
};
