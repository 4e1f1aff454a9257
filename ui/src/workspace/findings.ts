import type { SheetFinding } from "$lib/bindings/SheetFinding";

export type Group = "names" | "places" | "numbers" | "ask";

const GROUPS: readonly Group[] = ["names", "places", "numbers", "ask"];

/** Under which heading a finding stands. */
export function groupOf({ class: kind, certainty }: SheetFinding): Group {
  if (certainty === "ask") return "ask";
  if (kind === "name" || kind === "handle") return "names";
  return kind === "place" || kind === "organisation" ? "places" : "numbers";
}

/** The findings in the order in which they are listed: by heading, then as they stand on the page. */
export const inOrder = (found: readonly SheetFinding[]): SheetFinding[] =>
  GROUPS.flatMap((group) => found.filter((finding) => groupOf(finding) === group));

/** A heading, with its findings and the place of each in the list of all. */
export interface Listed {
  group: Group;
  lines: { finding: SheetFinding; at: number }[];
}

/** Puts findings that are in order under their headings. */
export function grouped(found: readonly SheetFinding[]): Listed[] {
  const lines = found.map((finding, at) => ({ finding, at }));
  const all = GROUPS.map((group) => ({
    group,
    lines: lines.filter(({ finding }) => groupOf(finding) === group),
  }));
  return all.filter((one) => one.lines.length > 0);
}
