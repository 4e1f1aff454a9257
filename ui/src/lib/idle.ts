const EVENTS = ["keydown", "pointerdown", "pointermove", "wheel", "input"] as const;
const SELDOM_MS = 5_000;

/**
 * Calls `note` when the page is touched, at most every few seconds. The shell sees keys and the
 * pointer by itself; it does not see what is dictated or put in by an assistive technology.
 */
export function noteTouches(note: () => void): () => void {
  let last = -SELDOM_MS;
  const touched = (event: Event) => {
    if (event.timeStamp - last < SELDOM_MS) return;
    last = event.timeStamp;
    note();
  };
  for (const event of EVENTS)
    window.addEventListener(event, touched, { passive: true, capture: true });
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, touched, { capture: true });
  };
}
