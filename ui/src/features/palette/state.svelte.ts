import { arc as ta, craft as tc, desk as t, entry as te, keep as tk } from "$lib/messages";
import {
  digitOf, isBare, isComposed, isInForm, isKey, letterOf, type Shortcut,
} from "$lib/keys";
import { zoomed, type Zoom } from "$lib/zoom";
import { unmerge } from "../arc/state.svelte";
import type { Room } from "../desk/session.svelte";
import type { Desk } from "../desk/state.svelte";

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
  keys: null, group, ...parts,
});

function writes(desk: Desk): Command[] {
  const begins = desk.forms.map((form) =>
    of("write", {
      id: `new:${form.id}`,
      name: t.newEntryOf(form.noun),
      keys: form.id === "boundary" ? "Ctrl+Shift+B" : null,
      run: () => void (form.id === "boundary"
        ? desk.beginBoundary()
        : desk.begin(form.id, null, null)),
    }));
  return [
    of("write", { id: "new", name: t.newEntry, keys: "Ctrl+N", run: () => void desk.beginHere() }),
    ...begins,
  ];
}

function actsOnPage(desk: Desk): Command[] {
  const page = desk.page;
  const inBasket = page?.head.basket != null;
  const [off, isNew] = [page === null, page?.isNew ?? true];
  const act = (id: string, name: string, keys: Shortcut | null, run: () => void, cannot = off) =>
    of("act", { id, name, keys, run, off: cannot });
  return [
    act("basket", inBasket ? te.basketTaken : te.basketOff, "Ctrl+Shift+S", () => desk.basket()),
    act("flag", ta.flag, "Ctrl+Shift+F", () => (desk.wish = "flag")),
    { ...act("said", te.said, "Ctrl+Shift+'", () => page?.markSaid(), !page?.editable), also: ["Ctrl+Shift+W"] },
    act("history", ta.history, null, () => void desk.showHistory(), isNew),
    act("close", ta.close, null, () => void desk.closeForGood(), isNew || !page?.editable),
    act("settle", te.settle, "Ctrl+S", () => void page?.settleAloud()),
    act("more", page?.more ? te.lessFields : te.moreFields, "Ctrl+.", () => {
      if (page) page.more = !page.more;
    }),
    act("focus", desk.focusMode ? te.focusOff : te.focus, "F8", () => (desk.focusMode = !desk.focusMode)),
    act("export", tk.leaveEntryAct, null, () => void desk.exportEntry(), isNew || desk.sample),
    page?.entry.trashed
      ? act("restore", te.restore, null, () => void desk.restore(page.id))
      : act("trash", te.trash, null, () => void (page && desk.trash(page.id)), isNew),
  ];
}

function leaves(desk: Desk): Command[] {
  if (desk.sample) return [];
  const [kind, id = ""] = desk.place.split(":");
  const client = kind === "client" ? desk.client(id) : null;
  return [
    ...(client ? [of("act", {
      id: "exportClient", name: tk.leaveClientAct(client.alias),
      run: () => void desk.export({ what: "client", id }),
    })] : []),
    of("act", {
      id: "exportAll", name: tk.leaveJournalAct,
      run: () => void desk.export({ what: "journal", id: "" }),
    }),
  ];
}

function goes(desk: Desk): Command[] {
  const go = (place: string, name: string, keys: string | null) =>
    of("go", { id: `go:${place}`, name, keys, run: () => visit(desk, place) });
  return [
    go("today", t.today, "G T"),
    go("all", t.all, "G A"),
    go("basket", t.basket, "G S"),
    go("followups", ta.followUps, "G F"),
    go("threads", ta.threads, "G H"),
    go("minutes", ta.minutes, "G M"),
    ...desk.forms.map((form, at) => go(`form:${form.id}`, form.journal, at < 9 ? `G ${at + 1}` : null)),
    go("clients", t.allClients, "G C"),
    ...desk.clients.map((client) => go(`client:${client.id}`, client.alias, null)),
    go("exercises", tc.exercises, "G E"),
    go("path", tc.path, null),
    go("lexicon", tc.lexicon, "G L"),
    go("forms", tc.forms, "G O"),
    go("trash", t.trash, "G X"),
    ...(desk.sample ? [] : [go("keep", t.keep, "G K")]),
    go("settings", t.settings, "G P"),
  ];
}

/** Goes to a place; where it shows no entry beside it, the open one is left first. */
export const visit = (desk: Desk, place: string) => void desk.visit(place);

// On a Mac the arrows with Alt move through the words of a text.
const isMac = /mac/i.test(navigator.userAgent) && !/linux|windows/i.test(navigator.userAgent);
export const BACK: Shortcut = isMac ? "Ctrl+[" : "Alt+ArrowLeft";
export const FORWARD: Shortcut = isMac ? "Ctrl+]" : "Alt+ArrowRight";

function zooms(desk: Desk): Command[] {
  const { settings } = desk;
  const zoom = (to: Zoom) => () =>
    void desk.saveSettings({ ...settings, zoom: zoomed(settings.zoom ?? 100, to) });
  // Their keys are read before all others; here they are only shown.
  return [
    of("act", { id: "zoomIn", name: t.zoomIn, keys: "Ctrl++", run: zoom(1) }),
    of("act", { id: "zoomOut", name: t.zoomOut, keys: "Ctrl+-", run: zoom(-1) }),
    of("act", { id: "zoomUsual", name: t.zoomUsual, keys: "Ctrl+0", run: zoom(0) }),
  ];
}

/** Everything that can be done, now or at another time. */
export function commands(desk: Desk, room: Room): Command[] {
  return [
    ...writes(desk),
    ...actsOnPage(desk),
    of("act", {
      id: "search", name: t.search, keys: "/", run: () => desk.goTo("search"),
    }),
    of("act", { id: "palette", name: t.commands, keys: "Ctrl+K", run: () => (desk.palette = true) }),
    of("act", { id: "sheet", name: t.keysTitle, words: t.helpWords, keys: "Ctrl+/", also: ["F1", "?"], run: () => (desk.sheet = true) }),
    of("act", { id: "rail", name: t.turnRail, keys: "F9", run: () => desk.turnRail() }),
    ...zooms(desk),
    of("act", { id: "lock", name: t.lock, keys: "Ctrl+L", run: () => void room.lock() }),
    of("act", { id: "quit", name: t.quit, keys: "Ctrl+Q", run: () => void room.quit() }),
    of("act", { id: "newClient", name: t.addClient, run: () => {
      visit(desk, "clients");
      desk.wish = "alias";
    } }),
    ...(desk.merged ? [of("act", {
      id: "unmerge", name: ta.unmerge(desk.merged.alias), run: () => void unmerge(desk),
    })] : []),
    ...leaves(desk),
    of("go", {
      id: "back", name: t.back, keys: BACK, off: desk.trail.before === null, run: () => void desk.back(),
    }),
    of("go", {
      id: "forward", name: t.forward, keys: FORWARD, off: desk.trail.ahead.length === 0,
      run: () => void desk.forward(),
    }),
    ...goes(desk),
  ];
}

/** Names of the groups, in their order. */
export const groups = [
  { id: "write", name: t.writeGroup },
  { id: "act", name: t.act },
  { id: "go", name: t.goTo },
  { id: "entries", name: t.list },
] as const;

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
    const command = this.#list().find(({ keys, also = [], off }) => !off
      && [...(keys === null ? [] : [keys]), ...also].some((shortcut) =>
        !shortcut.startsWith("G ") && !(isBare(shortcut) && inForm) && isKey(event, shortcut))) ?? null;
    return { command, used: command !== null };
  }

  #found(keys: Shortcut, used: boolean): Pressed {
    return { command: this.#list().find((command) => command.keys === keys) ?? null, used };
  }
}
