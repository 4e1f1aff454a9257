import { digitOf, isBare, isComposed, isInForm, isKey, letterOf, type Shortcut } from "$lib/keys";
import type { Command } from "./commands.svelte";

const AWAIT_LETTER_MS = 1_500;

/** What a key is for: a command, the next step of one, or nothing of ours. */
export interface Pressed {
  command: Command | null;
  /** Whether the key is used up, so that nothing else may act on it. */
  used: boolean;
}

/** Turns keys into commands. */
export class Keys {
  #went = 0;
  #list: () => Command[];

  constructor(list: () => Command[]) {
    this.#list = list;
  }

  /** Says what the key is for. */
  press(event: KeyboardEvent): Pressed {
    const none = { command: null, used: false };
    const letter = letterOf(event);
    if (isComposed(event) || event.defaultPrevented) return none;
    // Shift alone is on its way to a digit on AZERTY, or to a capital.
    if (/^(Shift|CapsLock)$/.test(event.key)) return none;
    const inForm = isInForm(event);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !inForm;
    const awaited = plain && this.#went > 0 && event.timeStamp - this.#went < AWAIT_LETTER_MS;
    this.#went = 0;
    const second = digitOf(event) ?? letter;
    if (awaited && second !== null) return this.#found(`G ${second.toUpperCase()}`, true);
    if (plain && letter === "g" && !event.shiftKey) {
      this.#went = event.timeStamp;
      return { command: null, used: true };
    }
    const command =
      this.#list().find(
        ({ keys, also = [], off }) =>
          !off &&
          [...(keys === null ? [] : [keys]), ...also].some(
            (shortcut) =>
              !shortcut.startsWith("G ") && !(isBare(shortcut) && inForm) && isKey(event, shortcut),
          ),
      ) ?? null;
    return { command, used: command !== null };
  }

  #found(keys: Shortcut, used: boolean): Pressed {
    return { command: this.#list().find((command) => command.keys === keys) ?? null, used };
  }
}
