const EVENTS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
const LOOK_MS = 5_000;

/**
 * Calls `then` once nothing was touched for that many minutes, and again each further minute
 * while nothing is. Looks at the clock rather than counting, so that sleep counts too.
 */
export function whenIdle(minutes: number, then: () => void, clock = () => Date.now()): () => void {
  if (minutes <= 0) return () => undefined;
  let due = clock() + minutes * 60_000;
  const touched = () => (due = clock() + minutes * 60_000);
  const look = setInterval(() => {
    if (clock() < due) return;
    due = clock() + 60_000;
    then();
  }, LOOK_MS);
  for (const event of EVENTS) window.addEventListener(event, touched, { passive: true });
  return () => {
    clearInterval(look);
    for (const event of EVENTS) window.removeEventListener(event, touched);
  };
}
