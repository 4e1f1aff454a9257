import * as api from "$lib/api";
import type { EntryFilter } from "$lib/bindings/EntryFilter";

/** A place that there is one of. */
export type Section =
  | "today"
  | "all"
  | "basket"
  | "trash"
  | "search"
  | "clients"
  | "data"
  | "settings"
  | "exercises"
  | "path"
  | "lexicon"
  | "forms"
  | "followups"
  | "threads"
  | "tags"
  | "hours"
  | "calendar"
  | "clinicians"
  | "about"
  | "import"
  | "pictures";

/**
 * A place of one record: its page, or of a form the entries written by it. A sheet is a page for
 * supervision; a picture is one by what it is asked for, and a tag one by its words.
 */
export type RecordKind =
  | "form"
  | "client"
  | "course"
  | "thread"
  | "tag"
  | "symbol"
  | "piece"
  | "sheet"
  | "supervisor"
  | "picture";

/** Where one can go in the workspace. */
export type Place = { kind: Section } | { kind: RecordKind; id: string };

const ANY: EntryFilter = {
  form: null,
  client: null,
  thread: null,
  course: null,
  linked: null,
  tag: null,
  basket: false,
  trashed: false,
};

interface SectionFacts {
  /** Whether it has a page of its own, which an open entry would cover. */
  page: boolean;
  /** Which entries its list shows; it has no list without. */
  entries?: EntryFilter;
}

interface RecordFacts {
  page: boolean;
  /** Which entries its list shows; it has no list without. */
  entries?: (id: string) => EntryFilter;
}

const SECTIONS: Record<Section, SectionFacts> = {
  today: { page: true },
  all: { page: false, entries: ANY },
  basket: { page: true, entries: { ...ANY, basket: true } },
  trash: { page: false, entries: { ...ANY, trashed: true } },
  search: { page: false },
  clients: { page: true },
  data: { page: true },
  settings: { page: true },
  exercises: { page: true },
  path: { page: true },
  lexicon: { page: true },
  forms: { page: true },
  followups: { page: true },
  threads: { page: true },
  tags: { page: true },
  hours: { page: true },
  calendar: { page: true },
  clinicians: { page: true },
  about: { page: true },
  import: { page: true },
  pictures: { page: true },
};

const RECORDS: Record<RecordKind, RecordFacts> = {
  form: { page: false, entries: (form) => ({ ...ANY, form }) },
  client: { page: true, entries: (client) => ({ ...ANY, client }) },
  course: { page: true, entries: (course) => ({ ...ANY, course }) },
  thread: { page: true, entries: (thread) => ({ ...ANY, thread }) },
  tag: { page: true, entries: (tag) => ({ ...ANY, tag }) },
  symbol: { page: true, entries: (linked) => ({ ...ANY, linked }) },
  piece: { page: true, entries: (linked) => ({ ...ANY, linked }) },
  sheet: { page: true },
  supervisor: { page: true },
  picture: { page: true },
};

/** The filter that every entry passes which is not in the trash. */
export const ALL_ENTRIES: EntryFilter = ANY;

/** Tells whether a place shows something itself, so that its list only comes on demand. */
export const hasPage = (place: Place): boolean =>
  "id" in place ? RECORDS[place.kind].page : SECTIONS[place.kind].page;

/** Returns which entries a place lists; `null` where it lists none. */
export const entriesOf = (place: Place): EntryFilter | null =>
  ("id" in place ? RECORDS[place.kind].entries?.(place.id) : SECTIONS[place.kind].entries) ?? null;

/** Tells whether a place shows rows beside an entry: a list or hits. */
export const showsEntry = (place: Place): boolean =>
  place.kind === "search" || entriesOf(place) !== null;

/** Returns the place of a record. */
export const recordPlace = (kind: RecordKind, id: string | null): Place => ({ kind, id: id ?? "" });

/** Writes a place as text, for the return point: *today*, *client:<id>*. */
export const placeText = (place: Place): string =>
  "id" in place ? `${place.kind}:${place.id}` : place.kind;

/** Reads a place from text; `null` if no place is called so. */
export function placeFrom(text: string): Place | null {
  const at = text.indexOf(":");
  const [kind, id] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
  // The section was called so before it was called *Data & backups*.
  if (kind === "keep") return { kind: "data" };
  // The page of hours began as one of minutes.
  if (kind === "minutes") return { kind: "hours" };
  if (Object.hasOwn(SECTIONS, kind)) return { kind: kind as Section };
  return id !== "" && Object.hasOwn(RECORDS, kind) ? { kind: kind as RecordKind, id } : null;
}

/** Tells whether two places are the same. */
export const isSamePlace = (one: Place, other: Place): boolean =>
  placeText(one) === placeText(other);

/** Returns the id of the record of that kind whose place it is; `null` at every other place. */
export const idAt = (place: Place, kind: RecordKind): string | null =>
  place.kind === kind && "id" in place ? place.id : null;

/** Fetches what a thread, symbol, piece, supervisor or course is called; `null` for every other place. */
export async function nameOf(place: Place): Promise<string | null> {
  if (!("id" in place)) return null;
  const { kind, id } = place;
  switch (kind) {
    case "tag":
      return id;
    case "thread":
      return (await api.listThreads()).find((one) => one.id === id)?.question ?? null;
    case "symbol":
      return (await api.listSymbols()).find((one) => one.id === id)?.name ?? null;
    case "piece":
      return (await api.listPieces()).find((one) => one.id === id)?.title ?? null;
    case "supervisor":
      return (await api.listSupervisors()).find((one) => one.id === id)?.alias ?? null;
    case "course":
      return (await api.coursePage(id)).course.name;
    default:
      return null;
  }
}
