/** Groups under *More* that were opened or closed by hand, by the key of their first field. */
export class OpenGroups {
  #open: ReadonlyMap<string, boolean> = $state.raw(new Map());

  /** Whether a group was opened; undefined where nobody opened or closed it. */
  isOpen(key: string): boolean | undefined {
    return this.#open.get(key);
  }

  /** Opens a group, or closes it. */
  set(key: string, open: boolean): void {
    if (this.#open.get(key) !== open) this.#open = new Map([...this.#open, [key, open]]);
  }
}
