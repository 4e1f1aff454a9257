import { calls, cuePlace, type Answers } from "$lib/answers";
import type { Cue } from "$lib/bindings/Cue";
import type { Form } from "$lib/bindings/Form";

/** The cues that the answers of an entry call up, until the writer puts them away. */
export class Cues {
  #heard: ReadonlySet<Cue> = $state.raw(new Set());
  #form: () => Form;
  #answers: () => Answers;

  constructor(form: () => Form, answers: () => Answers) {
    this.#form = form;
    this.#answers = answers;
  }

  /** The cues that are shown, by the field they stand under. */
  readonly byField = $derived.by(() => {
    const shown = new Map<string, Cue[]>();
    for (const cue of this.#form().cues) {
      const place = cuePlace(cue, this.#form().fields);
      if (place === null || this.#heard.has(cue) || !calls(cue, this.#answers())) continue;
      shown.set(place, [...(shown.get(place) ?? []), cue]);
    }
    return shown;
  });

  /** Puts a cue away. */
  dismiss(cue: Cue): void {
    this.#heard = new Set([...this.#heard, cue]);
  }
}
