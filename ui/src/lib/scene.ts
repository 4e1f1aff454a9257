import type { Mark } from "./bindings/Mark";
import type { Scene } from "./bindings/Scene";
import type { SceneRow } from "./bindings/SceneRow";
import type { SceneTable } from "./bindings/SceneTable";

/** A row of the table as a line: what leads, what is said of it, and words as they were written. */
export interface Spoken {
  when: string;
  says: string;
  words: string;
}

/** Says a row in a line. The first cell leads; a cell that is named has the head of its column before it. */
export function spoken(table: SceneTable, row: SceneRow): Spoken {
  const [lead, ...rest] = table.columns.map((column, at) => ({
    ...column,
    cell: row.cells[at] ?? "",
  }));
  const filled = rest.filter(({ cell }) => cell !== "");
  const of = (words: boolean) => filled.filter(({ said }) => (said === "words") === words);
  return {
    when: lead?.said === "named" ? `${lead.title} ${lead.cell}` : (lead?.cell ?? ""),
    says: of(false)
      .map(({ said, title, cell }) => (said === "named" ? `${title.toLowerCase()} ${cell}` : cell))
      .join(", "),
    words: of(true)
      .map(({ cell }) => cell)
      .join(" "),
  };
}

/** Left, top, width and height of a mark. */
export function placeOf(mark: Mark): readonly [number, number, number, number] {
  const [first] = mark.shapes;
  return mark.bounds ?? (first && "rect" in first ? first.rect : [0, 0, 0, 0]);
}

/** Says a mark in one line, for who does not see it. */
export function nameOf(scene: Scene, at: number): string {
  const mark = scene.marks[at];
  const row = mark && scene.table.rows[mark.row];
  if (!row) return "";
  const { when, says, words } = spoken(scene.table, row);
  return [when, says, words].filter((part) => part !== "").join(". ");
}

/** Returns the entry that a mark opens. */
export function entryOf(scene: Scene, at: number): string | null {
  const mark = scene.marks[at];
  return mark ? (mark.entry ?? scene.table.rows[mark.row]?.entry ?? null) : null;
}

/**
 * Returns the mark that a key leads to: earlier and later within a lane, the nearest in the next lane
 * that has one, the first and the last of a lane. `null` where the key is none of these.
 */
export function markAfter(scene: Scene, at: number, key: string): number | null {
  const now = scene.marks[at];
  if (!now) return null;
  const middle = (mark: Mark) => placeOf(mark)[0] + placeOf(mark)[2] / 2;
  const lane = (number: number) =>
    scene.marks.flatMap((mark, index) => (mark.lane === number ? [index] : []));
  const own = lane(now.lane);
  const place = own.indexOf(at);
  const beside = (step: number) => own[Math.max(0, Math.min(own.length - 1, place + step))] ?? at;
  const across = (step: number) => {
    for (let next = now.lane + step; next >= 0 && next < scene.lanes.length; next += step) {
      const distance = (index: number) => Math.abs(middle(scene.marks[index] ?? now) - middle(now));
      const [nearest] = lane(next).sort((one, other) => distance(one) - distance(other));
      if (nearest !== undefined) return nearest;
    }
    return at;
  };
  switch (key) {
    case "ArrowRight":
      return beside(1);
    case "ArrowLeft":
      return beside(-1);
    case "ArrowDown":
      return across(1);
    case "ArrowUp":
      return across(-1);
    case "Home":
      return own[0] ?? at;
    case "End":
      return own.at(-1) ?? at;
    default:
      return null;
  }
}
