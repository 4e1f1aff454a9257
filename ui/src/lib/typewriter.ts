import type { Attachment } from "svelte/attachments";

/** Where in the window the line that is written stays, from its top. */
const LINE_AT = 0.45;

/** Where the caret is, in the window; `null` where none is. */
function caretBox(): DOMRect | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return null;
  if (active.matches("textarea, input")) return active.getBoundingClientRect();
  const selection = active.isContentEditable ? document.getSelection() : null;
  if (!selection || selection.rangeCount === 0) return null;
  // A caret in an empty line has no box of its own; its line has.
  const range = selection.getRangeAt(0);
  const own = [...range.getClientRects()].at(-1);
  if (own && own.height > 0) return own;
  const { startContainer: at } = range;
  const line = at instanceof HTMLElement ? at : at.parentElement;
  return line?.getBoundingClientRect() ?? null;
}

/** Keeps the line with the caret in the middle of what scrolls, while `on` says so. */
export const typewriter =
  (on: () => boolean): Attachment<HTMLElement> =>
  (frame) => {
    let waiting = 0;
    const center = () => {
      const box = on() && frame.contains(document.activeElement) ? caretBox() : null;
      if (!box) return;
      const { top, height } = frame.getBoundingClientRect();
      frame.scrollTop += box.top + box.height / 2 - (top + height * LINE_AT);
    };
    const soon = () => {
      if (!on()) return;
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(center);
    };
    // A click leaves the page where it is: what was clicked at stays under the pointer.
    const events = ["input", "keyup", "focusin"] as const;
    for (const name of events) frame.addEventListener(name, soon);
    return () => {
      cancelAnimationFrame(waiting);
      for (const name of events) frame.removeEventListener(name, soon);
    };
  };
