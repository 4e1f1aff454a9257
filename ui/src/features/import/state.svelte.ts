import * as api from "$lib/api";
import type { ImportChoices } from "$lib/bindings/ImportChoices";
import type { ImportCode } from "$lib/bindings/ImportCode";
import type { Imported } from "$lib/bindings/Imported";
import type { ImportReport } from "$lib/bindings/ImportReport";
import type { ImportRow } from "$lib/bindings/ImportRow";
import type { ImportRule } from "$lib/bindings/ImportRule";
import type { ImportTakenBack } from "$lib/bindings/ImportTakenBack";
import type { LongTask } from "../../workspace/backups/long-task.svelte";

export const STEPS = ["choose", "survey", "questions", "mapping", "run", "report"] as const;
export type Step = (typeof STEPS)[number];

/** What is asked when a source raises it; the other findings need no answer. */
const ASKED: readonly ImportCode[] = [
  "zone_asked",
  "order_asked",
  "split_asked",
  "undated",
  "trashed",
  "conflict",
  "template",
  "empty",
];

const FREE: ImportRule = { take: true, form: "free", client: null, tag: false };

const untouched = (): ImportChoices => ({
  zone: null,
  day_first: null,
  split: false,
  trashed: false,
  conflicts: false,
  templates: false,
  empty: false,
  file_time: false,
  rules: {},
  otherwise: { ...FREE },
  days: {},
});

/** An import from the choice of its source to its report. */
export class Importing {
  step: Step = $state("choose");
  /** The name of the source. */
  name = $state("");
  choices: ImportChoices = $state(untouched());
  /** What would come in by the choices so far. */
  survey: ImportReport | null = $state.raw(null);
  /** The groups and files of the source with their entries, whatever is left out of them. */
  groups: readonly (readonly [string, number])[] = $state.raw([]);
  imported: Imported | null = $state.raw(null);
  /** Where the source lies, once it is in. */
  source: string | null = $state.raw(null);
  past: readonly ImportRow[] = $state.raw([]);
  #changed: () => Promise<void>;

  /** `changed` is called once entries have come in or gone. */
  constructor(
    readonly task: LongTask,
    changed: () => Promise<void>,
  ) {
    this.#changed = changed;
  }

  /** How often a code was found in the last survey. */
  told = (code: ImportCode): number =>
    this.survey?.told.find((one) => one.code === code)?.count ?? 0;

  /** Whether only the writer can answer something. */
  get asks(): boolean {
    return ASKED.some((code) => this.told(code) > 0);
  }

  /** How many entries the import would write. */
  get coming(): number {
    return (this.survey?.come_in ?? 0) + (this.survey?.changed ?? 0);
  }

  async load(): Promise<void> {
    const past = await this.task.do("list", api.imports);
    if (past) this.past = past;
  }

  /** Has a source chosen and reads it. */
  async choose(folder: boolean): Promise<void> {
    const name = await this.task.do("choose", () => api.chooseImport(folder));
    if (name === null) return;
    this.name = name;
    this.choices = untouched();
    this.survey = null;
    this.imported = null;
    this.step = "survey";
    if (!(await this.look())) this.step = this.survey ? "survey" : "choose";
    else this.step = this.asks ? "questions" : "mapping";
  }

  /** Reads the source with the choices so far; tells whether anything would come in. */
  async look(): Promise<boolean> {
    const survey = await this.task.do("survey", () =>
      api.surveyImport($state.snapshot(this.choices)),
    );
    if (!survey) return false;
    this.survey = survey;
    if (Object.values(this.choices.rules).every((rule) => rule?.take !== false)) this.#list(survey);
    return survey.come_in + survey.changed + survey.already + survey.undated > 0;
  }

  /** Saves the answers and shows where the entries go. */
  async answer(): Promise<void> {
    if (await this.look()) this.step = "mapping";
  }

  /** The rule of a group, as it stands. */
  rule = (group: string): ImportRule =>
    this.choices.rules[group] ?? { ...this.choices.otherwise, tag: false };

  change(group: string, rule: Partial<ImportRule>): void {
    this.choices.rules[group] = { ...this.rule(group), ...rule };
  }

  /** Imports by the choices as they are now. */
  async run(): Promise<void> {
    if (!(await this.look()) || this.coming === 0) return;
    this.step = "run";
    const imported = await this.task.do("import", api.runImport);
    await this.#changed();
    if (imported) {
      this.imported = imported;
      this.source = await api.importSource();
      this.step = "report";
    } else {
      this.step = "choose";
    }
    await this.#reload();
  }

  /** Undoes an import; `edited` also undoes what was changed since. */
  async undo(id: string, edited: boolean): Promise<ImportTakenBack | null> {
    const undone = await this.task.do("undo", () => api.takeBackImport(id, edited));
    await this.#changed();
    await this.#reload();
    return undone;
  }

  /** Leaves an interrupted import as it is. */
  async keep(id: string): Promise<void> {
    await this.task.do("keep", () => api.keepImport(id));
    await this.#reload();
  }

  /** Begins anew. */
  async leave(): Promise<void> {
    this.step = "choose";
    this.imported = null;
    await api.forgetImport();
    await this.load();
  }

  /** Lists the imports again, and keeps what went wrong before that. */
  async #reload(): Promise<void> {
    const failure = this.task.failure;
    await this.load();
    this.task.failure ??= failure;
  }

  #list(survey: ImportReport): void {
    const all = [...Object.entries(survey.groups), ...Object.entries(survey.files)];
    this.groups = all.map(([group, count]) => [group, count ?? 0] as const);
  }
}
