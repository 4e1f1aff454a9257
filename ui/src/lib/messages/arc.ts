import type { Changed } from "../bindings/Changed";
import type { CardState } from "../bindings/CardState";
import type { PieceShape } from "../bindings/PieceShape";
import type { SymbolSort } from "../bindings/SymbolSort";
import type { Vocals } from "../bindings/Vocals";
import { common } from "./common";

const flags: Record<string, string> = {
  dark: "dark",
  first_boundary: "first boundary",
  good_frightened: "good that frightened",
  over_steered: "I over-steered",
  rupture: "rupture",
};

const states: Record<CardState, string> = {
  due: "asks now",
  at_next_session: "at the next session",
  waiting: "later",
  done: "answered",
};

const sorts: Record<SymbolSort, string> = {
  place: "place", weather: "weather", animal: "animal", figure: "figure", object: "object",
};

const changes: Record<Changed, string> = {
  began: "begun",
  answers: "text and answers",
  head: "date, client, tags and the like",
  closed: "closed",
  trashed: "moved to the trash",
  restored: "taken out of the trash",
};

const headFields: Record<string, string> = {
  happened: "When it happened", client: "Client", session: "Session", phase: "Phase",
  certainty: "Held as", weight: "Sits in me", threads: "Threads", tags: "Tags",
  basket: "Question for supervision", acted: "Action outside", flags: "Flags", links: "Links",
};

const vocals: Record<Vocals, string> = {
  none: "no voices", wordless: "wordless voices", known: "words known", foreign: "words foreign",
};

const shapes: Record<PieceShape, string> = {
  flat: "stays as it begins", slow_rise: "slow rise", wave: "wave", break: "breaks",
};

const times = (count: number, one: string, more: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : more}`;

/** Words of the arc: pages, follow-ups, closing, history and the basket. */
export const arc = {
  flags,
  states,
  sorts,
  changes,
  vocals,
  shapes,
  brightness: ["dark", "dim", "even", "light", "bright"],
  flagName: (key: string) => flags[key] ?? key,
  flag: "Flag, to ask what followed",
  flagged: "Flagged",
  ownFlag: (words: string) => `Flag for “${words}”`,
  unflag: (name: string) => `Take back the flag ${name}`,
  asksNext: "asks what followed at the next session",
  asksLater: "also in two and six weeks",
  followUps: "Follow-ups",
  groups: { now: "Now", next: "At the next session", later: "Later" },
  moreCards: (count: number) => `${common.number(count)} more`,
  /** How many ask later, and when the first of them does. */
  laterFrom: (count: number, first: string) =>
    count === 1 ? `one, ${first}` : `${common.number(count)}, the first ${first}`,
  thenAsks: (days: string) => `then ${days}`,
  answerNow: "Answer now",
  answerFor: (question: string, about: string) => [question, about].filter(Boolean).join(" "),
  asideFor: (about: string) => (about ? `Put aside: ${about}` : "Put aside"),
  followed: "What followed?",
  answerLine: "A line is enough; Enter keeps it.",
  aside: "Put aside",
  asideSaid: "Put aside unanswered.",
  answeredSaid: "Kept. The card is closed.",
  since: (day: string) => `from ${day}`,
  askOn: (day: string) => `asks on ${day}`,
  noFollowUps:
    "Nothing waits for an answer. A flag on an entry, such as dark or first boundary, " +
    "asks here what followed: ",
  noFollowUpsExample: "She rang the next day, to say she had slept.",
  threads: "Threads",
  thread: "Thread",
  courses: "Courses",
  course: "Course",
  symbols: "Symbols",
  symbol: "Symbol",
  pieces: "Music",
  piece: "Piece",
  sessions: (count: number) => times(count, "session", "sessions"),
  clients: (count: number) => times(count, "client", "clients"),
  words: (count: number) => times(count, "word", "words"),
  older: (entries: number) => `${common.entries(entries)} before these stand in the list`,
  span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  session: (number: number) => `Session ${number}`,
  between: "Between sessions",
  around: "Ordinary therapy",
  courseOf: (from: number, to: number | null) =>
    to === null ? `from session ${from}, going on` : `sessions ${from} to ${to}`,
  newCourse: "New course",
  courseName: "Name of the course",
  fromSession: "From session",
  toSession: "to",
  goesOn: "goes on",
  newThread: "New thread",
  threadQuestion: "A question to follow, in a line",
  threadsLead: "A question followed over months. An entry joins a thread under More.",
  noThreads: "No threads yet. One might ask: ",
  noThreadsExample: "Who leaves first?",
  noSymbols: "No symbols yet. Images named in an integration note gather here.",
  noPieces: "No pieces yet. What is named in the music log gathers here.",
  rests: "rests",
  rest: "Let it rest",
  reopen: "Take it up again",
  archive: "Put away",
  unarchive: "Bring back",
  archived: "put away",
  rename: "Name",
  mergeInto: "Merge into…",
  mergeChoose: "Which one is it really?",
  merged: (name: string) => `Both are ${name} now.`,
  unmerge: (alias: string) => `Take the merge of ${alias} back`,
  unmerged: (alias: string) => `${alias} is back, with all that was theirs.`,
  merging: (left: number) => `Moving entries: ${left.toLocaleString("en-GB")} left.`,
  was: (names: string) => `once: ${names}`,
  besides: "Beside it",
  wholeList: "As a list",
  begin: "New entry",
  putQuestion: "Ask in supervision",
  questionPut: "The question lies in the basket.",
  empty: "Nothing belongs to it yet.",
  joins: "Threads",
  addThread: "add a thread",
  dropThread: (name: string) => `Leave the thread ${name}`,
  links: "Links",
  linkTo: "link to an entry",
  linksTo: "Links to",
  linkedFrom: "Linked from",
  unlink: (name: string) => `Take away the link to ${name}`,
  linkUnknown: "An entry that is not here",
  noMatch: "Type a word of the entry.",
  close: "Close this entry",
  closing: "It closes for good in a moment.",
  closeSaid: "Closed. From now on it takes addenda only.",
  closedOn: (moment: string) => `Closed ${moment}. It can be read, not changed.`,
  addendum: "Addendum",
  addenda: "Addenda",
  addendumHint: "Dated today, and kept as it is from then on.",
  addAddendum: "Add",
  addendumHeld: "The addendum is not kept yet. It stays here; try again.",
  damagedAddendum: "This addendum cannot be read. It is left as it is.",
  history: "History",
  historyOfEntry: (name: string) => `History: ${name}`,
  historyOf: (count: number) => times(count, "revision", "revisions"),
  revision: (number: number) => `Revision ${number}`,
  bringBack: "Bring this one back",
  broughtBack: "Brought back as a new revision. Nothing was lost.",
  newest: "as it stands now",
  stands: "The closed text is the one that was closed.",
  standsNot: "The text is not the one that was closed. Compare it with a backup.",
  nothingChanged: "No word and no answer changed.",
  back: "Back to the entry",
  added: "added",
  removed: "taken out",
  headField: (key: string) => headFields[key] ?? key,
  readThrough: "Read it through",
  order: "Alt with the arrows moves a question up or down.",
  moveUp: (name: string) => `Move up: ${name}`,
  moveDown: (name: string) => `Move down: ${name}`,
  addQuestion: "An open question that belongs to no entry",
  asked: "Asked",
  markAsked: "Mark it asked",
  notAsked: "Not asked after all",
  next: "Next",
  previous: "Before",
  openEntry: "Open the entry",
  of: (now: number, total: number) => `${now} of ${total}`,
  reflect: "Write the reflection",
  reflectHint: (count: number) =>
    count === 0 ? "What you mark as asked goes into the reflection."
      : `${common.number(count).replace(/^./, (letter) => letter.toUpperCase())} asked; the reflection begins with ${count === 1 ? "it" : "them"}.`,
  dropQuestion: "Take it out",
  noQuestion: "No question yet",
  minutes: "Minutes",
  hours: (minutes: number) => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return hours === 0 ? `${rest} min` : rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  },
  minutesLead: "Inner work and supervision, by month and kind, as you logged them.",
  noMinutes: "No minutes logged yet. They come from the inner-work log and from supervision.",
  month: "Month",
  kind: "Kind",
  total: "Together",
  otherKind: "not said",
};
