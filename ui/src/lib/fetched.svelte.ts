/** Something a page shows: fetched, and fetched again when it may have changed; newest wins. */
export class Fetched<T> {
  value: T | null = $state.raw(null);
  #step = 0;
  #fetch: () => Promise<T | null>;

  constructor(fetch: () => Promise<T | null>) {
    this.#fetch = fetch;
  }

  /** Fetches it; what was there stays where that cannot be done. */
  async load(): Promise<void> {
    const step = (this.#step += 1);
    const value = await this.#fetch();
    if (step === this.#step && value !== null) this.value = value;
  }
}
