/** How a language sets off what is said: the outer marks and the inner ones, opening and closing. */
export interface Quotes {
  double: readonly [string, string];
  single: readonly [string, string];
}

const CURLY: Quotes = { double: ["“", "”"], single: ["‘", "’"] };
const LOW: Quotes = { double: ["„", "“"], single: ["‚", "‘"] };
const ANGLED: Quotes = { double: ["«", "»"], single: ["“", "”"] };
const SAME: Quotes = { double: ["”", "”"], single: ["’", "’"] };

/** A narrow blank that no line breaks at. */
const THIN = "\u202f";

const OF: Readonly<Record<string, Quotes>> = {
  de: LOW,
  da: SAME,
  fi: SAME,
  sv: SAME,
  no: { double: ["«", "»"], single: ["‘", "’"] },
  fr: { double: [`«${THIN}`, `${THIN}»`], single: ["‘", "’"] },
  it: ANGLED,
  es: ANGLED,
  el: ANGLED,
  ru: { double: ["«", "»"], single: ["„", "“"] },
  hu: { double: ["„", "”"], single: ["»", "«"] },
  ro: { double: ["„", "”"], single: ["«", "»"] },
};

/** Returns the quotation marks of a writing language; of an unknown one the English ones. */
export const quotesOf = (language: string): Quotes => OF[language] ?? CURLY;

const LETTER = /[\p{L}\p{M}\p{N}]/u;
const OPENS_AFTER = /[\s([{<\u00a1\u00bf\u2013\u2014/\ufffc\u00ab\u201c\u2018\u201e\u201a\u202f-]/;

const opens = (before: string) => before === "" || OPENS_AFTER.test(before.at(-1) ?? "");

/** What is put in the place of what was typed, and of how much before it. */
export interface Typed {
  /** How many UTF-16 units before the caret go away. */
  back: number;
  text: string;
}

/**
 * Returns what a sign becomes that is typed behind `before`, the text of its paragraph: a straight
 * quotation mark the curly one, a second hyphen a dash. `null` leaves it as it is.
 */
export function typed(
  before: string,
  sign: string,
  language: string,
  american: boolean,
): Typed | null {
  const { double, single } = quotesOf(language);
  if (sign === '"') return { back: 0, text: opens(before) ? double[0] : double[1] };
  if (sign === "'") {
    // An apostrophe is the same sign in every language.
    const inWord = LETTER.test(before.at(-1) ?? "");
    const isOpen = before.lastIndexOf(single[0]) > before.lastIndexOf(single[1]);
    if (opens(before)) return { back: 0, text: single[0] };
    return { back: 0, text: inWord && !isOpen ? "’" : single[1] };
  }
  if (sign !== "-") return null;
  if (before.endsWith("–")) return { back: 1, text: "—" };
  // A line of hyphens, and the sign of an arrow or a decrement, are no dash.
  if (!before.endsWith("-") || before.endsWith("--")) return null;
  return { back: 1, text: american && language === "en" ? "—" : "–" };
}
