import { isKey } from "./keys";

type PlainField = HTMLInputElement | HTMLTextAreaElement;

/** What a field said, and what was selected in it. */
interface State {
  value: string;
  start: number;
  end: number;
}

interface Past {
  /** What the field says as far as is known here. */
  shown: string;
  /** The state before the input event that is on its way. */
  before: State | null;
  undo: State[];
  redo: State[];
  /** What the last change did, and when: a run of the same is undone at once. */
  kind: string;
  at: number;
}

const LONGEST = 300;
const MOST_SCOPES = 24;
const RUN_MS = 1_000;
const PLAIN_TYPES = new Set(["text", "search", "url", "tel", "email", "number"]);

/** The plain field that the event is about. One for a secret is none: no state of it is kept. */
function fieldOf(event: Event): PlainField | null {
  const { target } = event;
  if (target instanceof Element && target.closest("[data-secret]")) return null;
  if (target instanceof HTMLTextAreaElement) return target;
  if (!(target instanceof HTMLInputElement) || !PLAIN_TYPES.has(target.type)) return null;
  return target.autocomplete.includes("password") ? null : target;
}

const stateOf = (field: PlainField): State => ({
  value: field.value,
  start: field.selectionStart ?? field.value.length,
  end: field.selectionEnd ?? field.value.length,
});

const fresh = (field: PlainField): Past => ({
  shown: field.value,
  before: null,
  undo: [],
  redo: [],
  kind: "",
  at: 0,
});

// Typing ends at a blank, so that an undo takes a word rather than a sentence.
const kindOf = (event: InputEvent) =>
  event.inputType === "insertText" && event.data?.trim() === "" ? "blank" : event.inputType;

/** The pasts of fields with an id inside `[data-undo]`, by that scope: they outlive the element. */
const scopes = new Map<string, Map<string, Past>>();

/** Forgets what fields said whose pages were left. */
export const forgetLeftFields = () => scopes.clear();

/** Returns the pasts of the scope that a field stands in; the one used last is the last to go. */
function scopeOf(field: PlainField): Map<string, Past> | null {
  const scope = field.closest<HTMLElement>("[data-undo]")?.dataset["undo"];
  if (!scope || field.id === "") return null;
  const pasts = scopes.get(scope) ?? new Map<string, Past>();
  scopes.delete(scope);
  scopes.set(scope, pasts);
  for (const oldest of scopes.keys()) {
    if (scopes.size <= MOST_SCOPES) break;
    scopes.delete(oldest);
  }
  return pasts;
}

/** Undo and redo for plain fields: WebKitGTK has none. Each field has its own past. */
class FieldUndo {
  #pasts = new WeakMap<PlainField, Past>();
  #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  before(event: InputEvent): void {
    const field = fieldOf(event);
    if (!field) return;
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      this.#step(field, event.inputType === "historyUndo");
    } else {
      this.#pastOf(field).before = stateOf(field);
    }
  }

  after(event: Event): void {
    const field = fieldOf(event);
    if (!field || !(event instanceof InputEvent) || event.inputType.startsWith("history")) return;
    const past = this.#pastOf(field, false);
    const before = past.before ?? {
      value: past.shown,
      start: past.shown.length,
      end: past.shown.length,
    };
    past.before = null;
    const kind = kindOf(event);
    const now = this.#clock();
    const goesOn =
      kind !== "" &&
      kind !== "insertFromPaste" &&
      kind === past.kind &&
      now - past.at < RUN_MS &&
      before.start === before.end;
    if (!goesOn && before.value !== field.value) past.undo.push(before);
    if (past.undo.length > LONGEST) past.undo.shift();
    [past.redo, past.kind, past.at] = [[], kind, now];
    this.#see(field, past);
  }

  key(event: KeyboardEvent): void {
    const redo = isKey(event, "Ctrl+Shift+Z") || isKey(event, "Ctrl+Y");
    if (!redo && !isKey(event, "Ctrl+Z")) return;
    const field = fieldOf(event);
    if (!field || event.isComposing) return;
    event.preventDefault();
    this.#step(field, !redo);
  }

  #step(field: PlainField, back: boolean): void {
    const past = this.#pastOf(field);
    const state = (back ? past.undo : past.redo).pop();
    if (!state || field.readOnly || field.disabled) return;
    (back ? past.redo : past.undo).push(stateOf(field));
    field.value = state.value;
    if (field.selectionStart !== null) field.setSelectionRange(state.start, state.end);
    past.kind = "";
    const inputType = back ? "historyUndo" : "historyRedo";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
    this.#see(field, past);
  }

  #pastOf(field: PlainField, checked = true): Past {
    const past = this.#pasts.get(field) ?? scopeOf(field)?.get(field.id);
    // What was put into the field by something else than the writer cannot be stepped across.
    const known = past && (!checked || past.shown === field.value) ? past : fresh(field);
    if (this.#pasts.get(field) !== known) {
      this.#pasts.set(field, known);
      scopeOf(field)?.set(field.id, known);
    }
    return known;
  }

  // What listens to the event may tidy the value, which is part of the same change.
  #see(field: PlainField, past: Past): void {
    past.shown = field.value;
    setTimeout(() => (past.shown = field.value));
  }
}

/** Gives every plain field of the window undo and redo. Returns what ends it. */
export function undoFields(
  window: Window,
  clock: () => number = () => performance.now(),
): () => void {
  const fields = new FieldUndo(clock);
  const before = (event: InputEvent) => fields.before(event);
  const after = (event: Event) => fields.after(event);
  const key = (event: KeyboardEvent) => fields.key(event);
  window.addEventListener("beforeinput", before, true);
  window.addEventListener("input", after, true);
  window.addEventListener("keydown", key, true);
  return () => {
    window.removeEventListener("beforeinput", before, true);
    window.removeEventListener("input", after, true);
    window.removeEventListener("keydown", key, true);
  };
}
