/** The two ends of a scale. */
export interface Bounds {
  min: number;
  max: number;
}

/** The digits typed so far, so that a 1 and a 0 make ten. */
export interface Typed {
  text: string;
  at: number;
}

/** A key's effect: a value, `null` for none, or nothing at all. */
export interface ScaleStep {
  value: number | null;
  typed: Typed | null;
  /** Whether digits have said all they can, so that the next scale's turn has come. */
  done?: true;
}

const JOIN_MS = 900;

const within = (value: number, { min, max }: Bounds) => value >= min && value <= max;

function digit(key: string, bounds: Bounds, typed: Typed | null, now: number): ScaleStep | null {
  const joined = typed && now - typed.at < JOIN_MS ? typed.text + key : key;
  for (const text of [joined, key]) {
    const value = Number(text);
    if (Number.isNaN(value) || !within(value, bounds)) continue;
    const goesOn = value !== 0 && within(value * 10, bounds);
    return goesOn ? { value, typed: { text, at: now } } : { value, typed: null, done: true };
  }
  return null;
}

/**
 * What a key does to a scale: digits set it (two in quick succession make ten, a minus before one
 * makes it negative), arrows, Home and End move it, Backspace and Delete clear it.
 */
export function scaleKey(
  key: string, value: number | null, bounds: Bounds, typed: Typed | null, now: number,
): ScaleStep | null {
  if (/^\d$/.test(key)) return digit(key, bounds, typed, now);
  if (key === "-" && bounds.min < 0) return { value, typed: { text: "-", at: now } };
  const move = (to: number) => ({ value: to, typed: null });
  switch (key) {
    case "Backspace":
    case "Delete":
      return { value: null, typed: null };
    case "ArrowRight":
    case "ArrowUp":
      return move(value === null ? bounds.min : Math.min(bounds.max, value + 1));
    case "ArrowLeft":
    case "ArrowDown":
      return move(value === null ? bounds.max : Math.max(bounds.min, value - 1));
    case "Home":
      return move(bounds.min);
    case "End":
      return move(bounds.max);
    default:
      return null;
  }
}
