/** A key as a shortcut names it: `Ctrl+Shift+B`, `/`, `F3`. */
export type Shortcut = string;

/** Whether the event is that shortcut. Command stands for Ctrl where that is the custom. */
export function isKey(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const parts = shortcut.split("+");
  const key = parts.pop() ?? "";
  const wants = (name: string) => parts.includes(name);
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl !== wants("Ctrl") || event.altKey !== wants("Alt")) return false;
  const letter = /^[a-z]$/i.test(key);
  if ((letter || key.length > 1) && event.shiftKey !== wants("Shift")) return false;
  const same = event.key.toLowerCase() === key.toLowerCase();
  return same || (letter && event.code === `Key${key.toUpperCase()}` && ctrl);
}

/** The shortcut as it is shown: `Ctrl Shift B`. */
export const keysShown = (shortcut: Shortcut) => shortcut.replaceAll("+", " ");

/** Whether keys are text where the event happened. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}
