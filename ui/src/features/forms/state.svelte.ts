import * as api from "$lib/api";
import type { CustomForms } from "$lib/bindings/CustomForms";
import type { Defaults } from "$lib/bindings/Defaults";
import type { Form } from "$lib/bindings/Form";
import type { Mistake } from "$lib/bindings/Mistake";
import type { CustomPrompt } from "$lib/bindings/CustomPrompt";
import { asFailure, type Failure } from "$lib/failure";
import { ownerOf, placed, ready } from "./editing";

/** One form in the editor. Nothing of it is saved before it is valid. */
export class FormEditing {
  form: Form = $state.raw()!;
  mistakes: readonly Mistake[] = $state.raw([]);
  saved: Form | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  busy = $state(false);
  /** Keys that entries may have been written with; they stay. */
  #known: readonly string[];

  constructor(form: Form) {
    this.form = form;
    this.#known = placed(form.fields).map(({ path }) => path);
  }

  set(change: Partial<Form>): void {
    this.form = { ...this.form, ...change };
    this.saved = null;
  }

  /** What is wrong with the field at that path, or with the form as a whole where it is `null`. */
  wrong(path: string | null): Mistake[] {
    return this.mistakes.filter(({ near }) => ownerOf(near, this.form.fields) === path);
  }

  /** Saves the form as a new version; returns whether it was valid and saved. */
  async save(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      const form = ready(this.form, this.#known);
      const came = await api.saveForm(form);
      if (came.came === "refused") {
        // Shown with the keys that it would have had, so that each mistake finds its field.
        this.form = form;
        this.mistakes = came.mistakes;
        return false;
      }
      this.mistakes = [];
      this.form = this.saved = came.form;
      this.#known = placed(came.form.fields).map(({ path }) => path);
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** Custom forms, prompts and defaults, and the form in the editor. */
export class Workbench {
  data: CustomForms | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  editing: FormEditing | null = $state.raw(null);

  fetch = (): Promise<boolean> =>
    this.#attempt(async () => {
      this.data = await api.customForms();
    });

  edit(form: Form): void {
    this.editing = new FormEditing(form);
  }

  duplicate = (id: string): Promise<boolean> =>
    this.#attempt(async () => {
      this.edit(await api.copyForm(id));
    });

  archive = (id: string, away: boolean): Promise<boolean> =>
    this.#attempt(async () => {
      this.data = await api.archiveForm(id, away);
    });

  savePrompt = (prompt: CustomPrompt): Promise<boolean> =>
    this.#attempt(async () => {
      this.data = await api.savePrompt(prompt);
    });

  saveDefaults = (defaults: Defaults): Promise<boolean> =>
    this.#attempt(async () => {
      await api.saveDefaults(defaults);
      this.data = await api.customForms();
    });

  async #attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      this.failure = null;
      await act();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    }
  }
}
