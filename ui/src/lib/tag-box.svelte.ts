/** As many tags as are offered at a time. */
const MOST = 8;

/** Writes a tag as tags are written: in lower case, without `#`, with hyphens for blanks. */
export const asTag = (typed: string) =>
  typed.trim().toLowerCase().replace(/^#+/, "").replaceAll(/\s+/g, "-");

/** What is compared: *not yet*, *not-yet* and *notyet* are one tag. */
const bare = (tag: string) => tag.replaceAll(/[^\p{L}\p{N}]/gu, "");

/** The tags that what is typed may go on to: those that begin with it, then those that hold it. */
export function tagsFor(typed: string, known: readonly string[], has: readonly string[]): string[] {
  const wanted = bare(asTag(typed));
  if (wanted === "") return [];
  const others = known.filter((tag) => !has.includes(tag));
  const begin = others.filter((tag) => bare(tag).startsWith(wanted));
  const hold = others.filter((tag) => !begin.includes(tag) && bare(tag).includes(wanted));
  return [...begin, ...hold].slice(0, MOST);
}

/** A box in which tags are typed, and completed from those that are known. */
export class TagBox {
  typed = $state("");
  /** Which offer the arrows stand at; none until one was chosen. */
  at: number | null = $state(null);
  /** Whether the suggestions were dismissed. */
  #away = $state(false);
  #known: () => readonly string[];
  #tags: () => readonly string[];
  #change: (tags: string[]) => void;

  constructor(
    known: () => readonly string[],
    tags: () => readonly string[],
    change: (tags: string[]) => void,
  ) {
    this.#known = known;
    this.#tags = tags;
    this.#change = change;
  }

  readonly offers = $derived.by(() =>
    this.#away ? [] : tagsFor(this.typed, this.#known(), this.#tags()),
  );

  write(text: string): void {
    this.typed = text;
    this.at = null;
    this.#away = false;
  }

  /** Adds a tag; one that is written otherwise elsewhere is taken as it is written there. */
  add(text: string): void {
    const tag = asTag(text);
    const known = this.#known().find((one) => bare(one) === bare(tag)) ?? tag;
    this.write("");
    if (bare(known) !== "" && !this.#tags().includes(known)) this.#change([...this.#tags(), known]);
  }

  drop(tag: string): void {
    this.#change(this.#tags().filter((other) => other !== tag));
  }

  /** Says whether the key was used. */
  press(key: string): boolean {
    const { offers } = this;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (offers.length === 0) return false;
      const from = this.at ?? (key === "ArrowDown" ? -1 : 0);
      this.at = (from + (key === "ArrowDown" ? 1 : -1) + offers.length) % offers.length;
    } else if (key === "Enter" || key === "," || key === " ") {
      // A blank is part of *not yet* as long as it goes on to a tag.
      if (key === " " && this.at === null && this.#goesOn()) return false;
      this.add(this.at === null ? this.typed : (offers[this.at] ?? this.typed));
    } else if (key === "Escape") {
      if (offers.length === 0) return false;
      this.at = null;
      this.#away = true;
    } else if (key === "Backspace" && this.typed === "") {
      const last = this.#tags().at(-1);
      if (last) this.drop(last);
    } else return false;
    return true;
  }

  #goesOn(): boolean {
    const begun = `${asTag(this.typed)}-`;
    return begun !== "-" && this.#known().some((tag) => tag.startsWith(begun));
  }
}
