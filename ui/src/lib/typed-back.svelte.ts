/** Reads words however they were typed or pasted. */
export const tidyWords = (typed: string) =>
  typed
    .toLowerCase()
    .replace(/[^\p{L}\s]/gu, " ")
    .trim()
    .split(/\s+/)
    .filter(Boolean);

const blank = () => Array<string>(12).fill("");

/** Recovery words that are typed back from paper, so that it is known to be readable. */
export class TypedBack {
  words: readonly string[] = $state.raw([]);
  typed: string[] = $state(blank());

  /** Whether that word is typed as it was given. */
  matches = (at: number) => this.typed[at] !== "" && this.typed[at] === this.words[at];

  /** Whether that word can no longer become right. */
  isWrong = (at: number) =>
    this.typed[at] !== "" && this.words[at]?.startsWith(this.typed[at] ?? "") !== true;

  get matched(): number {
    return this.words.filter((_, at) => this.matches(at)).length;
  }

  get firstWrong(): number {
    return this.words.findIndex((_, at) => this.isWrong(at));
  }

  /** Writes into a word; several at once, as from a paste, fill those that follow. */
  write(at: number, text: string): number {
    const parts = tidyWords(text);
    if (parts.length <= 1 && !/\s$/.test(text)) {
      this.typed[at] = parts[0] ?? "";
      return at;
    }
    parts.slice(0, 12 - at).forEach((part, offset) => void (this.typed[at + offset] = part));
    return Math.min(11, at + Math.max(1, parts.length));
  }

  /** Clears what was typed. */
  clear(): void {
    this.typed = blank();
  }

  /** Drops the words and what was typed. */
  forget(): void {
    this.words = [];
    this.clear();
  }
}
