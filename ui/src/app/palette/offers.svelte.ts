import * as api from "$lib/api";
import type { Hit } from "$lib/bindings/Hit";
import { match } from "$lib/match";
import {
  about as tb,
  exercises as tx,
  workspace as t,
  dataSafety as tk,
  settings as tp,
} from "$lib/messages";
import { shortNoun } from "$lib/messages/common";
import { shortDay } from "$lib/moments";
import { now } from "$lib/now.svelte";
import { recordPlace, type RecordKind } from "../../workspace/place";
import type { AppSession } from "../../workspace/session.svelte";
import type { Workspace } from "../../workspace/workspace.svelte";
import { commands, groups, of, type Command } from "./commands.svelte";

/** How many of a group are shown while something is typed, and how many entries are found by it. */
const MOST = 8;
const HITS = 6;

type Named = readonly { id: string | null; name: string; archived: boolean }[];

/** Everything that the palette offers: commands, places by their names, and entries by their text. */
export class Offers {
  typed = $state("");
  hits: readonly Hit[] = $state.raw([]);
  #workspace: Workspace;
  #session: AppSession;
  #fetched: readonly Command[] = $state.raw([]);
  #step = 0;

  constructor(workspace: Workspace, session: AppSession) {
    this.#workspace = workspace;
    this.#session = session;
  }

  /** Learns the names that the workspace does not hold: threads, symbols, pieces, courses, exercises. */
  async learn(): Promise<void> {
    const workspace = this.#workspace;
    await workspace.notices.attempt(async () => {
      const [threads, symbols, pieces, courses, overview] = await Promise.all([
        api.listThreads(),
        api.listSymbols(),
        api.listPieces(),
        api.listCourses(),
        api.exerciseOverview(),
      ]);
      const places = (kind: RecordKind, all: Named) =>
        all
          .filter(({ archived }) => !archived)
          .map(({ id, name }) =>
            of("go", {
              id: `go:${kind}:${id}`,
              name,
              note: t.noun[kind] ?? "",
              run: () => void workspace.navigation.visit(recordPlace(kind, id)),
            }),
          );
      const waiting = (exercise: string) =>
        overview.runs.find(
          (run) => run.exercise === exercise && run.finished === null && !run.aside,
        );
      this.#fetched = [
        ...places(
          "thread",
          threads.map((one) => ({ ...one, name: one.question })),
        ),
        ...places("symbol", symbols),
        ...places(
          "piece",
          pieces.map((one) => ({ ...one, name: one.title })),
        ),
        ...places("course", courses),
        ...overview.exercises.map(({ id, name }) =>
          of("act", {
            id: `exercise:${id}`,
            name,
            note: waiting(id) ? tx.resume : tx.begin,
            run: () => {
              const run = waiting(id);
              void (run ? workspace.player.resume(run.id) : workspace.player.begin(id, null, null));
            },
          }),
        ),
      ];
    });
  }

  /** Takes what is typed, and asks for the entries that have it in their text. */
  async type(typed: string): Promise<void> {
    this.typed = typed;
    const step = (this.#step += 1);
    const text = typed.trim();
    if (text.length < 2) {
      this.hits = [];
      return;
    }
    const asked = { text, by_date: false, offset: 0, limit: HITS, counted: false };
    // A name is found without the entries too, so that no failure stands in its way.
    const hits = await api.search(asked).then(
      (answer) => answer.hits,
      () => [],
    );
    if (step === this.#step) this.hits = hits;
  }

  readonly #scored: readonly { command: Command; score: number }[] = $derived.by(() => {
    const typed = this.typed.trim();
    const own = commands(this.#workspace, this.#session).filter(
      ({ id, off }) => id !== "palette" && !off,
    );
    if (typed === "") return own.map((command) => ({ command, score: 1 }));
    const all = [
      ...own,
      ...this.#saved,
      ...this.#themes,
      ...this.#sections,
      ...this.#parts,
      ...this.#fetched,
      ...this.#about(typed),
    ];
    const scored = all
      .map((command) => ({ command, score: this.#score(command, typed) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
    const count: Record<string, number> = {};
    return scored.filter(
      ({ command: { group } }) => (count[group] = (count[group] ?? 0) + 1) <= MOST,
    );
  });

  /** What answers to what is typed, the best first in each group. */
  readonly shown: readonly Command[] = $derived.by(() => [
    ...this.#scored.map(({ command }) => command),
    ...(this.typed.trim() === "" ? [] : this.#entries),
  ]);

  /** The groups that are shown; the one with the best answer first, so that Enter does it. */
  readonly groups: readonly (typeof groups)[number][] = $derived.by(() => {
    const best = ({ id }: { id: string }) =>
      this.#scored.find(({ command }) => command.group === id)?.score ?? 0;
    return groups
      .filter(({ id }) => this.shown.some(({ group }) => group === id))
      .toSorted((one, other) => best(other) - best(one));
  });

  #score({ name, words = "" }: Command, typed: string): number {
    return Math.max(match(name, typed), words === "" ? 0 : 0.9 * match(`${name} ${words}`, typed));
  }

  get #entries(): Command[] {
    return this.hits.map(({ row }) =>
      of("entries", {
        id: `entry:${row.id}`,
        run: () => void this.#workspace.editor.open(row.id),
        name: row.excerpt || t.unwritten,
        note: [
          this.#workspace.library.client(row.head.client)?.alias ??
            shortNoun(this.#workspace.library.form(row.form)?.noun ?? row.form),
          shortDay(row.head.happened, now.moment),
        ].join(", "),
      }),
    );
  }

  get #saved(): Command[] {
    return this.#workspace.savedSearches.all.map((search) =>
      of("go", {
        id: `saved:${search.id}`,
        name: search.name,
        note: t.noun.search ?? "",
        words: search.text,
        run: () => this.#workspace.navigation.openSearch(search.text, search.by_date),
      }),
    );
  }

  get #themes(): Command[] {
    const workspace = this.#workspace;
    return Object.entries(tp.themes).map(([theme, name]) =>
      of("act", {
        id: `theme:${theme}`,
        name: `${tp.theme}: ${name}`,
        words: name,
        run: () => void workspace.library.saveSettings({ ...workspace.library.settings, theme }),
      }),
    );
  }

  // Headings of pages that are not the writer's own work: what can be set, and what can be read.
  get #parts(): Command[] {
    const parts = [
      ["about", "new", tb.whatIsNew, tb.newWords],
      ["about", "licences", tb.licences, tb.words],
      ["about", "connections", tb.connections, tb.connectionWords],
      ["settings", "look", tp.look, tp.lookWords],
      ["settings", "typing", tp.typing, tp.typingWords],
      ["settings", "safety", tp.safety, tp.safetyWords],
      ["settings", "writing-language", tp.language, tp.languageWords],
    ] as const;
    return parts.map(([kind, part, name, words]) =>
      of("go", {
        id: `${kind}:${part}`,
        name,
        note: kind === "about" ? tb.title : t.settings,
        words,
        run: () => void this.#workspace.navigation.visit({ kind }, part),
      }),
    );
  }

  get #sections(): Command[] {
    if (this.#workspace.sample) return [];
    const sections = [
      ["backups", tk.backups],
      ["health", tk.health],
      ["hold", tk.hold],
      ["receipts", tk.eraseClient],
      ["will", tk.will],
      ["export", tk.export],
      ["keys", tk.keys],
    ] as const;
    return sections.map(([part, name]) =>
      of("go", {
        id: `data:${part}`,
        name,
        note: t.dataSafety,
        words: t.sectionWords[part],
        run: () => void this.#workspace.navigation.visit({ kind: "data" }, part),
      }),
    );
  }

  // One for each kind and client would bury the rest before more than a name is typed.
  #about(typed: string): Command[] {
    const workspace = this.#workspace;
    const clients = workspace.library.clients.filter(
      ({ status }) => status === "active" || status === "paused",
    );
    const kinds = typed.includes(" ")
      ? workspace.library.forms.filter((form) => form.about_client)
      : [];
    return clients.flatMap(({ id, alias }) => [
      of("write", {
        id: `about:${id}`,
        name: t.newNoteAbout(alias),
        run: () => void workspace.newEntry.beginAbout(id),
      }),
      ...kinds.map((form) =>
        of("write", {
          id: `about:${id}:${form.id}`,
          name: t.newEntryAbout(form.noun, alias),
          run: () => void workspace.newEntry.begin(form.id, id, null),
        }),
      ),
    ]);
  }
}
