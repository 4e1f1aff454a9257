/** What is typed to mention something: a client, a tag, or a thread or entry. */
export type Trigger = "@" | "#" | "[[";

/** Something that can be mentioned. */
export interface Mention {
  key: string;
  /** What it is called in the list. */
  label: string;
  /** What is written in the text. */
  text: string;
  /** Whether it does not exist yet, and is made by choosing it. */
  makes?: boolean;
}

/** What a text needs to know of what can be mentioned in it. */
export interface Mentions {
  /** What answers to what was typed behind the sign, the best first. */
  offers(trigger: Trigger, typed: string): readonly Mention[];
  /** Links the entry with what was chosen. */
  choose(trigger: Trigger, mention: Mention): void;
}

/** A mention that is being typed: the sign, what follows it, and where the sign begins. */
export interface Begun {
  trigger: Trigger;
  typed: string;
  at: number;
}

const BY_WORD = /(?:^|[\s(["'“‘„«])([@#])([\p{L}\p{M}\p{N}_-]{0,30})$/u;
const BY_BRACKETS = /\[\[([^[\]\ufffc]{0,60})$/;

/** Reads a mention at the end of a text; none within a word, as in a mail address. */
export function mentionIn(before: string): Begun | null {
  const brackets = BY_BRACKETS.exec(before);
  if (brackets) return { trigger: "[[", typed: brackets[1] ?? "", at: brackets.index };
  const word = BY_WORD.exec(before);
  if (!word) return null;
  const [, sign = "@", typed = ""] = word;
  return { trigger: sign as Trigger, typed, at: before.length - typed.length - 1 };
}
