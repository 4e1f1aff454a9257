import { typed, type Typed } from "./quotes";

/** Signs that may become others as they are typed. */
const SIGNS = /^["'-]$/;

/** How signs are turned into others as they are typed; none while nothing is turned. */
interface TypingRule {
  language: string;
  american: boolean;
}

let rule: TypingRule | null = null;

/** Says how signs are turned into others from now on; `null` leaves everything as it is typed. */
export const setTyping = (to: TypingRule | null) => (rule = to);

/** Returns what a sign becomes that is typed behind that text; `null` where it stays. */
export function turned(before: string, sign: string): Typed | null {
  if (!rule || !SIGNS.test(sign)) return null;
  return typed(before, sign, rule.language, rule.american);
}

/** Plain fields in which one writes sentences. */
const FIELDS =
  ":is(.entry, .exer, .jot) :is(textarea, input[type=text], input:not([type])):not([role=combobox])";

/**
 * Turns signs in the plain fields of entries and exercises, as their texts do. The sign as it was
 * typed comes first, so that an undo brings it back. Returns what ends it.
 */
export function turnSignsInFields(window: Window): () => void {
  const look = (event: Event) => {
    const { target } = event;
    if (!(event instanceof InputEvent) || event.inputType !== "insertText" || !event.data) return;
    const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
    if (!isField || event.isComposing || !target.matches(FIELDS)) return;
    const at = target.selectionStart;
    if (at === null || at !== target.selectionEnd) return;
    const start = at - event.data.length;
    const found = turned(target.value.slice(0, start), event.data);
    if (!found) return;
    target.setRangeText(found.text, start - found.back, at, "end");
    const inputType = "insertReplacementText";
    target.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data: found.text }));
  };
  window.addEventListener("input", look);
  return () => window.removeEventListener("input", look);
}
