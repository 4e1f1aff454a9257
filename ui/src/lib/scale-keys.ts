/** The two ends of a scale. */
export interface Bounds {
  min: number;
  max: number;
}

/** What was typed and may still be joined by a digit: a 1 that may become ten, or a minus. */
export interface Typed {
  text: string;
  at: number;
}

/** What a key does to a scale. */
export interface ScaleStep {
  value: number | null;
  typed: Typed | null;
  /** Whether the value can take no further digit, so that the next digit is for the scale below. */
  done?: true;
  /** Whether the value stays as it is and the digit is for the scale below. */
  below?: true;
}

/** How long a digit may still be joined by another. */
export const JOIN_MS = 900;

const within = (value: number, { min, max }: Bounds) => value >= min && value <= max;

/** Whether a further digit can lead to another value of the scale. */
const grows = (value: number, { min, max }: Bounds) =>
  value > 0 ? value * 10 <= max : value < 0 && value * 10 >= min;

function digit(
  key: string,
  now: number | null,
  bounds: Bounds,
  typed: Typed | null,
  at: number,
  below: boolean,
): ScaleStep | null {
  const unchanged = { value: now, typed: null };
  const isMinus = typed?.text === "-";
  if (typed && !isMinus && at - typed.at >= JOIN_MS) {
    return below ? { ...unchanged, below: true } : digit(key, now, bounds, null, at, below);
  }
  const text = (typed?.text ?? "") + key;
  const value = Number(text) + 0;
  const open = grows(value, bounds) ? { text, at } : null;
  if (within(value, bounds))
    return open ? { value, typed: open } : { value, typed: null, done: true };
  if (open) return { value: now, typed: open };
  if (!typed) return null;
  // The digit does not join what was typed. Alone it would set another value than was meant.
  return isMinus || !below
    ? { value: now, typed: isMinus ? null : typed }
    : { ...unchanged, below: true };
}

/**
 * What a key does to a scale: digits set it (two in quick succession make ten, a minus before one
 * makes it negative), arrows, Home and End move it, Backspace and Delete clear it. `below` says
 * whether there is a scale right below for a digit that does not belong to this one.
 */
export function scaleKey(
  key: string,
  value: number | null,
  bounds: Bounds,
  typed: Typed | null,
  now: number,
  below = false,
): ScaleStep | null {
  if (/^\d$/.test(key)) return digit(key, value, bounds, typed, now, below);
  if (/^[-\u2212]$/.test(key) && bounds.min < 0) return { value, typed: { text: "-", at: now } };
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

/** The key as a scale reads it: digits by where they are, all others by their name. */
export function scaleKeyOf(key: string, digit: string | null, { min }: Bounds): string {
  // On AZERTY the minus lies on the key of the 6.
  return min < 0 && key === "-" ? key : (digit ?? key);
}
