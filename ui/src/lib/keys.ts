/** A key as a shortcut names it: `Ctrl+Shift+B`, `/`, `F3`. */
export type Shortcut = string;

// Whether the letters of the layout in use are Latin, as the last letter that was pressed told.
let latinLayout = true;

// WebKitGTK tells of AltGr only as a key of its own, not with the keys that are pressed with it.
let altGr = false;
addEventListener(
  "keydown",
  ({ key }) => {
    if (key === "AltGraph") altGr = true;
  },
  true,
);
addEventListener(
  "keyup",
  ({ key, code }) => {
    if (key === "AltGraph" || code === "AltRight") altGr = false;
  },
  true,
);
addEventListener("blur", () => (altGr = false));

/** Whether the key belongs to an input method, makes an accent, or was pressed with AltGr. */
export function isComposed(event: KeyboardEvent): boolean {
  return (
    event.isComposing ||
    event.keyCode === 229 ||
    altGr ||
    event.getModifierState("AltGraph") ||
    /^(Dead|Process|Compose|Unidentified)$/.test(event.key)
  );
}

/**
 * The Latin letter of the key. It is the letter that the key writes; where the layout writes
 * another script, it is the letter that stands in that place on a Latin keyboard.
 */
export function letterOf(event: KeyboardEvent): string | null {
  if (isComposed(event)) return null;
  const { key } = event;
  const isSign = !/^[\p{L}\p{M}]+$/u.test(key) && key.length === 1;
  if (/^[a-z]$/i.test(key)) {
    latinLayout = true;
    return key.toLowerCase();
  }
  if (!isSign) {
    // A named key, such as `Enter`, is spelt in Latin letters too.
    if (/[\p{Script=Latin}\p{Script=Common}]/u.test(key)) {
      if (key.length === 1) latinLayout = true;
      return null;
    }
    latinLayout = false;
  } else if (latinLayout) return null;
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? null;
}

/**
 * The digit of the key. It is the digit that the key writes; where the digits are written with
 * Shift, as on AZERTY, their keys count without it too.
 */
export function digitOf(event: KeyboardEvent): string | null {
  if (isComposed(event)) return null;
  if (/^\d$/.test(event.key)) return event.key;
  return event.shiftKey ? null : (/^Digit(\d)$/.exec(event.code)?.[1] ?? null);
}

/** Whether the event is that shortcut. Command stands for Ctrl where that is the custom. */
export function isKey(event: KeyboardEvent, shortcut: Shortcut): boolean {
  if (isComposed(event)) return false;
  // The plus sign itself is the last part of `Ctrl++`.
  const [, held = "", key = ""] = /^((?:\w+\+)*)(.+)$/.exec(shortcut) ?? [];
  const wants = (name: string) => held.split("+").includes(name);
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl !== wants("Ctrl") || event.altKey !== wants("Alt")) return false;
  if (/^[a-z]$/i.test(key)) {
    return event.shiftKey === wants("Shift") && letterOf(event) === key.toLowerCase();
  }
  if (/^\d$/.test(key)) return digitOf(event) === key;
  // Where a sign lies is the layout's business, and so is whether it is written with Shift.
  if (key.length === 1) {
    return event.key === key && letterOf(event) === null && (event.shiftKey || !wants("Shift"));
  }
  return event.shiftKey === wants("Shift") && event.key === key;
}

/** Whether a shortcut is a key alone, which is text where one writes. */
export const isBare = (shortcut: Shortcut) => !/\+.|^F\d+$/.test(shortcut);

/** The shortcut as it is shown: `Ctrl Shift B`. */
export const keysShown = (shortcut: Shortcut) =>
  shortcut
    .replace(/\+(?=.)/g, " ")
    .replace("ArrowLeft", "\u2190")
    .replace("ArrowRight", "\u2192");

const WRITABLE =
  "textarea, select, input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit])";

/** Whether keys are text where the event happened. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(WRITABLE));
}

const CONTROL = "button, input, select, textarea, summary, a[href], [tabindex='0']";
const FORM = "form, fieldset, [role=radiogroup], [role=group], [role=toolbar], .entry";

/** Whether the event happened on a part of a form, where a key alone is never a command. */
export function isInForm(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  return isTyping(event) || (target.matches(CONTROL) && target.closest(FORM) !== null);
}
