import type { PassphraseStrength } from "./bindings/PassphraseStrength";
import { unlock as t } from "./messages";

const PAUSE_MS = 120;

/** Whether a space, which does not show, stands before or behind a passphrase. */
export const hasEdgeSpace = (text: string): boolean => text !== text.trim();

/** A passphrase that is being chosen: checked as it is typed, and typed twice unless it is shown. */
export class ChosenPassphrase {
  text = $state("");
  again = $state("");
  shown = $state(false);
  /** Whether it was suggested and is not changed since. */
  suggested = $state(false);
  strength: PassphraseStrength | null = $state.raw(null);
  #check: (text: string) => Promise<PassphraseStrength>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(check: (text: string) => Promise<PassphraseStrength>) {
    this.#check = check;
  }

  get ok(): boolean {
    return this.strength?.ok === true;
  }

  get level(): number {
    return this.strength?.level ?? 0;
  }

  /** Whether it is typed twice: one that was suggested too, so that it has been typed once. */
  get twice(): boolean {
    return this.suggested || !this.shown;
  }

  /** Whether it can be taken: strong enough, and typed twice, or chosen by the writer and seen. */
  get ready(): boolean {
    return this.ok && (!this.twice || this.again === this.text);
  }

  /** Whether it cannot be taken as it stands; one not checked yet may still turn out well. */
  get refused(): boolean {
    return this.text === "" || (this.strength !== null && !this.ready);
  }

  get says(): string {
    if (this.text === "" || !this.strength) return "";
    const { reason, level, ok } = this.strength;
    if (!ok && reason) return t.reasons[reason];
    const said = t.strength[level] ?? "";
    return this.strength.edge_space ? `${said} ${t.edgeSpace}` : said;
  }

  type(text: string): void {
    this.text = text;
    this.suggested = false;
    this.strength = null;
    clearTimeout(this.#timer);
    if (text !== "") this.#timer = setTimeout(() => void this.#ask(text), PAUSE_MS);
  }

  /** Checks at once what was typed last, and tells whether it can be taken. */
  async isReady(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.text !== "" && !this.strength) await this.#ask(this.text);
    return this.ready;
  }

  /** Takes a suggested one, shown so that it can be written down. */
  take(text: string): void {
    this.shown = true;
    this.again = "";
    this.type(text);
    this.suggested = true;
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.text = "";
    this.again = "";
    this.suggested = false;
    this.strength = null;
  }

  async #ask(text: string): Promise<void> {
    const strength = await this.#check(text).catch(() => null);
    if (this.text === text) this.strength = strength;
  }
}
