/** Input that the pointer aims at a text, whichever has the focus. */
const AIMED = new Set(["insertFromDrop", "deleteByDrag"]);

/** What can be written in: a text, a field of several lines, or a plain one. */
function writable(target: EventTarget | null): HTMLElement | null {
  const element =
    target instanceof Element ? target : target instanceof Node ? target.parentElement : null;
  const host = element?.closest<HTMLElement>("[contenteditable='true'], textarea, input");
  return host ?? null;
}

/** Refuses what would change a text that does not have the focus. */
function refuse(event: Event): void {
  const host = writable(event.target);
  if (!host || host.contains(document.activeElement)) return;
  if (event instanceof InputEvent && AIMED.has(event.inputType)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Takes the selection out of a text that has lost the focus, though not to another window. */
function letGo(event: FocusEvent): void {
  const host = writable(event.target);
  const selection = document.getSelection();
  if (!host || !selection || selection.rangeCount === 0) return;
  const toOtherWindow = event.relatedTarget === null && document.activeElement === host;
  const elsewhere = host.hasAttribute("contenteditable") && !host.contains(selection.anchorNode);
  // The next text brings a selection of its own.
  if (toOtherWindow || elsewhere || writable(event.relatedTarget)) return;
  selection.removeAllRanges();
}

/**
 * Has a text take input only while it has the focus. WebKit writes at the last selection even while
 * a button has the focus, so that a key pressed there would change the text. Returns what ends it.
 */
export function guardInput(window: Window): () => void {
  const refused = ["beforeinput", "paste", "cut"] as const;
  for (const name of refused) window.addEventListener(name, refuse, true);
  window.addEventListener("focusout", letGo, true);
  return () => {
    for (const name of refused) window.removeEventListener(name, refuse, true);
    window.removeEventListener("focusout", letGo, true);
  };
}
