/** Texts that changed on a page and are not among its answers yet. */
export class PendingTexts {
  #collects = new Map<object, () => void>();
  #collecting = false;

  /** Whether a text is being put among the answers now, which is no change of its own. */
  get collecting(): boolean {
    return this.#collecting;
  }

  get any(): boolean {
    return this.#collects.size > 0;
  }

  /** Notes that a text has changed; `collect` puts it among the answers. */
  add(text: object, collect: () => void): void {
    this.#collects.set(text, collect);
  }

  /** Puts a text among the answers. */
  collect(text: object): void {
    const collect = this.#collects.get(text);
    if (!collect) return;
    this.#collects.delete(text);
    this.#collecting = true;
    try {
      collect();
    } finally {
      this.#collecting = false;
    }
  }

  /** Puts all texts among the answers. */
  collectAll(): void {
    for (const text of [...this.#collects.keys()]) this.collect(text);
  }

  /** Forgets all texts: the answers are replaced. */
  clear(): void {
    this.#collects.clear();
  }
}
