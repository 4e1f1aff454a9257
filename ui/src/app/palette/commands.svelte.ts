import * as api from "$lib/api";
import {
  attachments as tat,
  about as tb,
  records as ta,
  exercises as tx,
  forms as tf,
  lexicon as tl,
  pictures as tp,
  workspace as t,
  entry as te,
  hours as th,
  hourRecord as tr,
  calendar as tc,
  dataSafety as tk,
  imports as ti,
  sheets as ts,
} from "$lib/messages";
import type { Shortcut } from "$lib/keys";
import { headingsOf } from "$lib/plain-text";
import { zoomed, type Zoom } from "$lib/zoom";
import { unmerge } from "../../workspace/record-page/state.svelte";
import type { EntryPage } from "../../workspace/entry/page.svelte";
import { PICTURES, picturePlace } from "../../workspace/pictures";
import { idAt, placeText, type Place, type Section } from "../../workspace/place";
import type { AppSession } from "../../workspace/session.svelte";
import type { Workspace } from "../../workspace/workspace.svelte";

/** Something that can be done by name or by key. */
export interface Command {
  id: string;
  group: "write" | "act" | "go" | "entries";
  name: string;
  /** What kind of thing it leads to, or when and about whom it was. */
  note?: string;
  /** Further words by which it is found. */
  words?: string;
  keys: Shortcut | null;
  /** Further keys for the same, where a layout or a habit asks for them. */
  also?: readonly Shortcut[];
  /** Whether it cannot be done now. */
  off?: boolean;
  run: () => void;
}

type Parts = Pick<Command, "id" | "name" | "run"> & Partial<Command>;

export const of = (group: Command["group"], parts: Parts): Command => ({
  keys: null,
  group,
  ...parts,
});

function writes(workspace: Workspace): Command[] {
  const begins = workspace.library.forms.map((form) =>
    of("write", {
      id: `new:${form.id}`,
      name: t.newEntryOf(form.noun),
      keys: form.id === "boundary" ? "Ctrl+Shift+B" : null,
      run: () =>
        void (form.id === "boundary"
          ? workspace.newEntry.beginBoundary()
          : workspace.newEntry.begin(form.id, null, null)),
    }),
  );
  return [
    of("write", {
      id: "new",
      name: t.newEntry,
      keys: "Ctrl+N",
      run: () => void workspace.newEntry.beginHere(),
    }),
    of("write", {
      id: "jot",
      name: th.jot,
      words: th.noticed,
      keys: "Ctrl+J",
      run: () =>
        workspace.jottings.begin(
          workspace.editor.page?.head.client ?? idAt(workspace.location.place, "client"),
        ),
    }),
    ...begins,
  ];
}

function markField(page: EntryPage | null): string {
  const { field, head } = page ?? {};
  return field
    ? te.markField(field.label, head?.mine_alone_fields.includes(field.id) ?? false)
    : te.markNothing;
}

/** Opens the entry about the same client before or after the one that is open. */
async function step(workspace: Workspace, to: "earlier" | "later", alias: string): Promise<void> {
  const id = workspace.editor.page?.id;
  if (!id) return;
  const found = await workspace.notices.attempt(() => api.neighbours(id));
  const next = found?.[to] ?? null;
  if (next !== null) await workspace.editor.open(next);
  else if (found) workspace.notices.say(to === "earlier" ? tc.noEarlier(alias) : tc.noLater(alias));
}

function actsOnPage(workspace: Workspace): Command[] {
  const page = workspace.editor.page;
  const about = workspace.library.client(page?.head.client ?? null);
  const inBasket = page?.head.basket != null;
  const [off, isNew] = [page === null, page?.isNew ?? true];
  const act = (id: string, name: string, keys: Shortcut | null, run: () => void, cannot = off) =>
    of("act", { id, name, keys, run, off: cannot });
  return [
    act("basket", inBasket ? te.basketTake : te.basketOff, "Ctrl+Shift+S", () =>
      workspace.editor.toggleBasket(),
    ),
    act("flag", ta.flag, "Ctrl+Shift+F", () => (workspace.location.focusRequest = "flag")),
    {
      ...act("said", te.said, "Ctrl+Shift+'", () => page?.caretMemory.markSaid(), !page?.editable),
      also: ["Ctrl+Shift+W"],
    },
    act(
      "file",
      tat.add,
      "Ctrl+Shift+A",
      () => void workspace.files.pick(),
      !page?.editable || !page.caretMemory.takesFile,
    ),
    act(
      "mine",
      te.markEntry(page?.head.mine_alone ?? false),
      "Ctrl+Shift+O",
      () => void workspace.editor.toggleMineAlone(),
      !page?.markable,
    ),
    act(
      "mineField",
      markField(page),
      "Ctrl+Shift+M",
      () => page?.field && page.marks.toggleMineAloneField(page.field.id),
      !page?.editable || !page.field,
    ),
    act("find", te.find, "Ctrl+F", () => workspace.editor.find("words")),
    act(
      "replace",
      te.findReplace,
      "Ctrl+H",
      () => workspace.editor.find("replace"),
      !page?.editable,
    ),
    act(
      "outline",
      te.outline,
      null,
      () => (workspace.location.focusRequest = "outline"),
      !page || headingsOf(page.answers).length < 2,
    ),
    ...(about
      ? [
          act(
            "earlier",
            tc.earlierEntry(about.alias),
            "Alt+PageUp",
            () => void step(workspace, "earlier", about.alias),
            isNew,
          ),
          act(
            "later",
            tc.laterEntry(about.alias),
            "Alt+PageDown",
            () => void step(workspace, "later", about.alias),
            isNew,
          ),
        ]
      : []),
    act("history", ta.history, null, () => void workspace.editor.showHistory(), isNew),
    act(
      "close",
      ta.close,
      null,
      () => void workspace.lifecycle.closeForGood(),
      isNew || !page?.editable,
    ),
    act("save-version", te.saveVersion, "Ctrl+S", () => void page?.saveAloud()),
    act("more", page?.more ? te.lessFields : te.moreFields, "Ctrl+.", () => {
      if (page) page.more = !page.more;
    }),
    act(
      "focus",
      workspace.editor.focusMode ? te.focusOff : te.focus,
      "F8",
      () => (workspace.editor.focusMode = !workspace.editor.focusMode),
    ),
    act(
      "export",
      tk.exportEntryAct,
      null,
      () => void workspace.navigation.exportEntry(),
      isNew || workspace.sample,
    ),
    page?.entry.trashed
      ? act("restore", te.restore, null, () => void workspace.lifecycle.restore(page.id))
      : act(
          "trash",
          te.trash,
          null,
          () => void (page && workspace.lifecycle.trash(page.id)),
          isNew,
        ),
  ];
}

function leaves(workspace: Workspace): Command[] {
  if (workspace.sample) return [];
  const client = workspace.library.client(idAt(workspace.location.place, "client"));
  const { editor, search, sheets } = workspace;
  const page = editor.page?.isNew === false ? editor.page : null;
  const { place } = workspace.location;
  return [
    ...(page
      ? [
          of("act", {
            id: "entryInFull",
            name: ts.entryInFull,
            run: () => void sheets.makeInFull({ of: "entry", id: page.id }),
          }),
        ]
      : []),
    ...(place.kind === "search" && search.hits.length > 0
      ? [
          of("act", {
            id: "hitsInFull",
            name: ts.hitsInFull,
            run: () => void sheets.makeInFull({ of: "search", text: search.query }),
          }),
        ]
      : []),
    ...(client
      ? [
          of("act", {
            id: "clientInFull",
            name: ts.clientInFull(client.alias),
            run: () => void sheets.makeInFull({ of: "client", id: client.id ?? "" }),
          }),
          of("act", {
            id: "exportClient",
            name: tk.exportClientAct(client.alias),
            run: () => void workspace.navigation.export({ what: "client", id: client.id ?? "" }),
          }),
        ]
      : []),
    of("act", {
      id: "exportAll",
      name: tk.exportJournalAct,
      run: () => void workspace.navigation.export({ what: "journal", id: "" }),
    }),
  ];
}

function goes(workspace: Workspace): Command[] {
  const goTo = (place: Place, name: string, keys: string | null) =>
    of("go", {
      id: `go:${placeText(place)}`,
      name,
      keys,
      run: () => void workspace.navigation.visit(place),
    });
  const go = (kind: Section, name: string, keys: string | null) => goTo({ kind }, name, keys);
  return [
    go("today", t.today, "G T"),
    go("all", t.all, "G A"),
    go("basket", t.basket, "G S"),
    go("followups", ta.followUps, "G F"),
    go("threads", ta.threads, "G H"),
    go("tags", t.tags, "G N"),
    go("calendar", tc.calendar, "G D"),
    go("hours", tr.hours, "G M"),
    go("pictures", tp.pictures, "G I"),
    ...PICTURES.map((picture) => goTo(picturePlace({ picture }), tp.names[picture], null)),
    ...workspace.library.forms.map((form, at) =>
      goTo({ kind: "form", id: form.id }, form.journal, at < 9 ? `G ${at + 1}` : null),
    ),
    go("clients", t.allClients, "G C"),
    ...workspace.library.clients.map((client) =>
      goTo({ kind: "client", id: client.id ?? "" }, client.alias, null),
    ),
    go("exercises", tx.exercises, "G E"),
    go("path", tx.path, null),
    go("lexicon", tl.lexicon, "G L"),
    go("forms", tf.forms, "G O"),
    go("trash", t.trash, "G X"),
    ...(workspace.sample ? [] : [go("data", t.dataSafety, "G K"), go("import", ti.title, null)]),
    go("settings", t.settings, "G P"),
    go("clinicians", t.clinicians, null),
    { ...go("about", tb.title, null), words: tb.words },
  ];
}

// On a Mac the arrows with Alt move through the words of a text.
const isMac = /mac/i.test(navigator.userAgent) && !/linux|windows/i.test(navigator.userAgent);
export const BACK: Shortcut = isMac ? "Ctrl+[" : "Alt+ArrowLeft";
export const FORWARD: Shortcut = isMac ? "Ctrl+]" : "Alt+ArrowRight";

function zooms(workspace: Workspace): Command[] {
  const { settings } = workspace.library;
  const zoom = (to: Zoom) => () =>
    void workspace.library.saveSettings({ ...settings, zoom: zoomed(settings.zoom ?? 100, to) });
  // Their keys are read before all others; here they are only shown.
  return [
    of("act", { id: "zoomIn", name: t.zoomIn, keys: "Ctrl++", run: zoom(1) }),
    of("act", { id: "zoomOut", name: t.zoomOut, keys: "Ctrl+-", run: zoom(-1) }),
    of("act", { id: "zoomUsual", name: t.zoomUsual, keys: "Ctrl+0", run: zoom(0) }),
  ];
}

/** Everything that can be done, now or at another time. */
export function commands(workspace: Workspace, session: AppSession): Command[] {
  return [
    ...writes(workspace),
    ...actsOnPage(workspace),
    of("act", {
      id: "search",
      name: t.search,
      keys: "/",
      run: () => workspace.navigation.goTo({ kind: "search" }),
    }),
    of("act", {
      id: "palette",
      name: t.commands,
      keys: "Ctrl+K",
      run: () => (workspace.layout.palette = true),
    }),
    of("act", {
      id: "sheet",
      name: t.keysTitle,
      words: t.helpWords,
      keys: "Ctrl+/",
      also: ["F1", "?"],
      run: () => (workspace.layout.keys = true),
    }),
    of("act", {
      id: "rail",
      name: t.turnRail,
      keys: "F9",
      run: () => workspace.layout.toggleRail(),
    }),
    ...zooms(workspace),
    of("act", { id: "lock", name: t.lock, keys: "Ctrl+L", run: () => void session.lock() }),
    of("act", { id: "quit", name: t.quit, keys: "Ctrl+Q", run: () => void session.quit() }),
    of("act", {
      id: "newClient",
      name: t.addClient,
      run: () => {
        void workspace.navigation.visit({ kind: "clients" });
        workspace.location.focusRequest = "alias";
      },
    }),
    ...(workspace.library.merged
      ? [
          of("act", {
            id: "unmerge",
            name: ta.unmerge(workspace.library.merged.alias),
            run: () => void unmerge(workspace),
          }),
        ]
      : []),
    ...leaves(workspace),
    of("go", {
      id: "back",
      name: t.back,
      keys: BACK,
      off: workspace.location.trail.before === null,
      run: () => void workspace.navigation.back(),
    }),
    of("go", {
      id: "forward",
      name: t.forward,
      keys: FORWARD,
      off: workspace.location.trail.ahead.length === 0,
      run: () => void workspace.navigation.forward(),
    }),
    ...goes(workspace),
  ];
}

/** Names of the groups, in their order. */
export const groups = [
  { id: "write", name: t.writeGroup },
  { id: "act", name: t.act },
  { id: "go", name: t.goTo },
  { id: "entries", name: t.list },
] as const;
