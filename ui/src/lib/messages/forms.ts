import type { Mistake } from "../bindings/Mistake";

/** What is wrong with a form in the editor, as a sentence. */
function mistake({ reason }: Mistake): string {
  switch (reason.reason) {
    case "not_a_key":
      return "A key can only have small letters, digits and underscores.";
    case "id_taken":
      return "Another form has this key.";
    case "no_name":
      return "A form needs a name and a word for one entry.";
    case "no_fields":
      return "This form has no field yet. Add one.";
    case "blank_prompt":
      return "A prompt is empty. Write or delete it.";
    case "two_carets":
      return "The cursor can start in only one field.";
    case "field_twice":
      return "Two fields have the same key.";
    case "no_label":
      return "A label is missing.";
    case "nothing_before":
      return "The first field has none before it.";
    case "scale_ends":
      return "The scale ends before it starts.";
    case "scale_too_long":
      return `A scale can have at most ${reason.most} values.`;
    case "anchors":
      return (
        `The scale has ${reason.values} values and ${reason.anchors} anchors. ` +
        "Give one line per value, or none at all."
      );
    case "no_options":
      return "There are no choices yet. Write one per line.";
    case "option_twice":
      return "Two choices are the same.";
    case "no_noun":
      return "This cannot be linked.";
    case "no_such_field":
      return "This names a field that doesn’t exist.";
    case "no_such_option":
      return "This names a choice that doesn’t exist.";
    case "no_condition":
      return "A message has no condition.";
    case "facet_reserved":
      return `“${reason.word}” already means something in search. Choose another word.`;
    case "facet_mixed":
      return `“${reason.word}” holds numbers in one form and words in another. Choose another word.`;
    default:
      return "Something in this form doesn’t fit.";
  }
}

const kinds = {
  text: "Text",
  line: "One line",
  verbatim: "Client’s words",
  scale: "Scale",
  choice: "One choice",
  choices: "Several choices",
  check: "Checkbox",
  number: "Number",
  minutes: "Minutes",
  date: "Date",
  palette: "Responses with intensity",
  rows: "Repeated rows",
  block: "Group",
  links: "Links",
} as const;

export const forms = {
  mistake,
  kinds,
  saveDefaults: "Save",
  forms: "Forms and prompts",
  formsLead: "Create a form, or start from one here. Changes never affect entries already written.",
  ownForms: "Your forms",
  noForms: "None yet. A form can be one question and one scale.",
  duplicate: "Duplicate",
  blankForm: "A blank form",
  begin: "Begin",
  editForm: "Edit",
  archive: "Archive",
  unarchive: "Unarchive",
  archivedForm: "Archived. Its entries stay as they are.",
  formName: "Name of the journal",
  formNoun: "One entry is called",
  aboutClient: "Entries are about a client",
  fields: "Fields",
  addField: "Add a field",
  label: "Label",
  kind: "Type",
  hint: "Help text",
  core: "Always shown",
  caretHere: "Cursor starts here",
  lowest: "From",
  highest: "To",
  anchors: "Anchors, one per line, lowest first",
  options: "Choices, one per line",
  own: "Allow own words",
  asks: "Ask on that day what came of it",
  mineAlone: "Mine alone from the start",
  facet: "Search filter",
  facetHint: "A word by which search and charts can use this field.",
  up: (label: string) => `Move ${label} up`,
  down: (label: string) => `Move ${label} down`,
  dropField: (label: string) => `Delete ${label}`,
  prompts: "Prompts, one per line",
  variables:
    "Stillroom fills in {{alias}}, {{session}} and {{date}}; other braces stay as they are.",
  preview: "Preview",
  saveForm: "Save form",
  savedForm: (version: number) => `Saved as version ${version}.`,
  addInner: "Add a sub-field",
  innerOf: (label: string) => `Sub-fields of ${label}`,
  moreOfField: "More about this field",
  placeholder: "Placeholder",
  beside: "Next to the previous field",
  group: "Heading above",
  lowEnd: "Label for lowest",
  highEnd: "Label for highest",
  ladder: "Ladder: show every anchor",
  evidence: "Space for evidence",
  leads: "Lists show",
  detail: "and next to the kind",
  detailNone: "nothing",
  cues: "Messages for certain answers",
  cueSay: "Message",
  cueWhen: "when",
  cueAnd: "and",
  cueField: "Which field",
  cueIs: "is",
  cueSet: "set",
  atLeast: "at least",
  atMost: "at most",
  addCue: "Add a message",
  addBound: "and also when…",
  dropCue: "Delete this message",
  dropBound: "Delete this condition",
  noCues: "A scale, a number or a choice can trigger a message.",
  linksTo: "Links to",
  unit: "Unit",
  nouns: {
    client: "clients",
    thread: "threads",
    entry: "entries",
    symbol: "symbols",
    piece: "pieces",
  },
  ownPrompts: "Your prompts",
  ownPromptsLead: "Shown with the journal’s own prompts.",
  newPrompt: "Your own prompt",
  inJournal: "In",
  defaults: "New entries start with",
  defaultTags: "Tags",
  defaultCertainty: "Certainty",
  defaultText: (label: string) => `Starting text for “${label}”`,
  defaultsSaved: "Saved. New entries start this way.",
  belongs: "Belongs in the chart?",
  risk: "If someone may be in danger, act first. It may have to be reported, and it belongs in the chart.",
  move: "Move to clipboard, leave “(see chart)”",
  keepHere: "Keep it here",
  moved: "Moved to the clipboard for one minute. Paste it into the chart.",
  notMoved: "Stillroom can’t reach the clipboard. Nothing was moved.",
  pointer: "(see chart)",
  addShape: (name: string) => `Add ${name}`,
};
