import type { Mistake } from "../bindings/Mistake";

/** What is wrong with a form in the editor, as a sentence. */
function mistake({ reason }: Mistake): string {
  switch (reason.reason) {
    case "not_a_key": return "The key may only hold small letters, digits and underscores.";
    case "id_taken": return "Another form has this key.";
    case "no_name": return "A form needs a name, and a word for one entry.";
    case "no_fields": return "There is nothing to answer yet. Add a field.";
    case "blank_prompt": return "A prompt asks nothing. Write it, or take it away.";
    case "two_carets": return "The caret can begin in one field only.";
    case "field_twice": return "Two fields have the same key.";
    case "no_label": return "A label is missing.";
    case "nothing_before": return "The first field has none before it to stand beside.";
    case "scale_ends": return "The scale ends before it starts.";
    case "scale_too_long": return `A scale can have at most ${reason.most} values.`;
    case "anchors":
      return `The scale has ${reason.values} values and ${reason.anchors} anchors. ` +
        "Give one line a value, or none at all.";
    case "no_options": return "There is nothing to choose yet. Write one choice a line.";
    case "option_twice": return "Two choices are the same.";
    case "no_noun": return "This cannot be linked.";
    case "no_such_field": return "This names a field that is not there.";
    case "no_such_option": return "This names a choice that is not there.";
    case "no_condition": return "A cue asks nothing of its field.";
    case "facet_reserved":
      return `“${reason.word}” already means something in search. Choose another word.`;
    case "facet_mixed":
      return `“${reason.word}” holds numbers in one form and words in another. Choose another word.`;
    default: return "Something in this form does not fit.";
  }
}

const weekdays = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
] as const;

const kinds = {
  text: "Text",
  line: "One line",
  verbatim: "Their words",
  scale: "Scale",
  choice: "One choice",
  choices: "Several choices",
  check: "Check",
  number: "Number",
  minutes: "Minutes",
  date: "Date",
  palette: "Responses with intensity",
  rows: "Repeated rows",
  block: "Block",
  links: "Links",
} as const;

export const craft = {
  mistake,
  kinds,
  weekdays,
  craft: "Craft",
  exercises: "Exercises",
  exercisesLead:
    "Short pieces of self-reflection, one step a screen. Stop wherever you like; what you wrote waits.",
  unfinished: "Waiting for you",
  allExercises: "All exercises",
  minutes: (count: number) => `${count} min`,
  step: (now: number, of: number) => `Step ${now} of ${of}`,
  begunOn: (day: string) => `begun ${day}`,
  aside: "Put aside",
  asideSaid: "Put aside. It is kept.",
  takeUp: "Take up again",
  put: "Put aside earlier",
  lastDone: (day: string) => `last ${day}`,
  quarterly: "four times a year",
  weekly: "every week",
  weeksBack: "Weeks you came back",
  weeksBackNone: "The first week you come will stand here. Nothing counts the others.",
  weekOf: (day: string) => `week of ${day}`,
  begin: "Begin",
  beginOf: (exercise: string) => `Begin ${exercise}`,
  next: "Next",
  finish: "Finish",
  previous: "Back",
  leave: "save and leave",
  withoutKeeping: "Write without keeping",
  notKept: "Nothing you write here is saved",
  leaveUnkept: "leave; nothing is saved",
  finishedUnkept: "Finished. Nothing was saved.",
  newLine: "new line",
  forClient: "About",
  nobody: "nobody in particular",
  landed: (journal: string) => `Kept in ${journal}.`,
  finishedBare: "Finished. Nothing was written, so no entry was made.",
  startClock: "Start the clock",
  clockLeft: (left: string) => `${left} left`,
  clockOver: "The time is over. Take longer if you like.",
  stopClock: "Stop",
  weekWords: "The week’s words",
  heaviest: "Heaviest",
  lightest: "Lightest",
  openAsks: (count: number) =>
    count === 1 ? "One follow-up is open." : `${count} follow-ups are open.`,
  lastTime: (day: string) => `Last time, ${day}`,
  path: "The twelve weeks",
  pathLead:
    "Seven exercises, some of them twice. A week that passes without one is only a week; the path waits.",
  pathBegin: "Begin the path",
  pathLeave: "Leave the path",
  pathLeft: "You have left the path. What you finished stays.",
  pathWeek: (week: number) => `Week ${week}`,
  pathNow: "now",
  pathDone: (day: string) => `done ${day}`,
  pathRemind: "Mention it on Today",
  pathNever: "never",
  lexicon: "Lexicon",
  lexiconLead: "The words of this work in plain lines. Yours come first, in search and while you write.",
  newTerm: "New term",
  term: "Term",
  plain: "In plain words",
  ring: "Means the same",
  ringHint: "Words that search finds for each other, separated by commas.",
  keepTerm: "Keep",
  ownTerm: "yours",
  usedIn: (count: number) =>
    count === 0 ? "not used yet" : count === 1 ? "in 1 entry" : `in ${count} entries`,
  usedWhere: "Where it was used",
  useAll: "Search for it",
  removeTerm: "Take out",
  backToShipped: "Back to the words it came with",
  hiddenTerms: "Taken out",
  bringBack: "Bring back",
  termsSought: "Find a term",
  noTerm: "No term by that name.",
  forms: "Forms and prompts",
  formsLead:
    "Make a form of your own, or begin from one that is here. A change never touches what is already written.",
  ownForms: "Your forms",
  noForms: "None yet. One might ask only this: Which tide was it, and how high on a scale to five?",
  duplicate: "Begin from",
  blankForm: "A blank form",
  editForm: "Change",
  putAway: "Put away",
  takeBack: "Take back",
  awaySaid: "Put away. Its entries stay as they are.",
  formName: "Name of the journal",
  formNoun: "One entry is called",
  aboutClient: "Entries are about a client",
  fields: "Fields",
  addField: "Add a field",
  label: "Label",
  kind: "Holds",
  hint: "A quiet sentence beside it",
  core: "Shown at once",
  caretHere: "The caret begins here",
  lowest: "From",
  highest: "To",
  anchors: "Anchors, one a line, lowest first",
  options: "Choices, one a line",
  own: "Own words, too",
  facet: "Search word",
  facetHint: "With it, search and charts can use this field.",
  up: (label: string) => `Move ${label} up`,
  down: (label: string) => `Move ${label} down`,
  dropField: (label: string) => `Take ${label} away`,
  prompts: "Prompts, one a line",
  variables:
    "{{alias}}, {{session}} and {{date}} are filled in; anything else in braces stays as it is.",
  preview: "Preview",
  keepForm: "Keep the form",
  keptForm: (version: number) => `Kept as version ${version}.`,
  addInner: "Add an inner field",
  innerOf: (label: string) => `Inner fields of ${label}`,
  moreOfField: "More about this field",
  placeholder: "Said while it is empty",
  beside: "Beside the one before",
  group: "Heading above it",
  lowEnd: "The lowest is called",
  highEnd: "The highest is called",
  ladder: "As a ladder, every anchor shown",
  evidence: "With room for the evidence",
  leads: "Lists show",
  detail: "and beside the kind",
  detailNone: "nothing",
  cues: "Sentences that answers call up",
  cueSay: "What is said",
  cueWhen: "when",
  cueAnd: "and",
  cueField: "Which field",
  cueIs: "is",
  cueSet: "set",
  atLeast: "at least",
  atMost: "at most",
  addCue: "Add a sentence",
  addBound: "and also when…",
  dropCue: "Take this sentence away",
  dropBound: "Take this condition away",
  noCues: "A scale, a number or a choice can call one up.",
  linksTo: "Links to",
  unit: "What it counts",
  nouns: {
    client: "clients", thread: "threads", entry: "entries", symbol: "symbols", piece: "pieces",
  },
  ownPrompts: "Your prompts",
  ownPromptsLead: "They stand among the others of a journal.",
  newPrompt: "A question of your own",
  inJournal: "In",
  defaults: "New entries begin with",
  defaultTags: "Tags",
  defaultCertainty: "Certainty",
  defaultText: (label: string) => `Beginning of “${label}”`,
  defaultsKept: "Kept. New entries begin so.",
  belongs: "Belongs in the chart?",
  risk: "If someone may be in danger, act first. It may have to be reported, and it belongs in the chart.",
  move: "Move to the clipboard and leave a pointer",
  letStay: "Let it stay",
  moved: "Moved to the clipboard for a minute. Paste it in the chart.",
  notMoved: "The clipboard could not be reached. Nothing was moved.",
  pointer: "(see chart)",
  addShape: (name: string) => `Add ${name}`,
  exerciseOn: "An exercise on this entry",
  besideEntry: "About the entry you came from.",
  besideNone: "Not about it",
  completing: "Words that go on so",
  trail: "Held before as",
};
