import * as api from "$lib/api";

/** Places that have a page of their own, which an open entry would cover. */
const HAS_PAGE =
  /^(today|clients|keep|settings|exercises|path|lexicon|forms|followups|threads|minutes|basket|(client|course|thread|symbol|piece):.*)$/;

/** Whether a place shows something itself, so that a list of the same entries only comes on demand. */
export const hasPage = (place: string): boolean => HAS_PAGE.test(place);

/** What a thread, symbol, piece or course is called; `null` for every other place. */
export async function nameOf(place: string): Promise<string | null> {
  const [kind, id] = place.split(":");
  switch (kind) {
    case "thread": return (await api.listThreads()).find((one) => one.id === id)?.question ?? null;
    case "symbol": return (await api.listSymbols()).find((one) => one.id === id)?.name ?? null;
    case "piece": return (await api.listPieces()).find((one) => one.id === id)?.title ?? null;
    case "course": return id ? (await api.coursePage(id)).course.name : null;
    default: return null;
  }
}
