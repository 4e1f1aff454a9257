/** A stretch of a line: plain, strong, set as code, or emphasised. */
export interface Run {
  text: string;
  kind: "plain" | "strong" | "code" | "em";
}

/** A part of a document of the project, as the page shows it. */
export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; runs: Run[] }
  | { kind: "items"; items: Run[][] }
  | { kind: "table"; head: Run[][]; rows: Run[][][] };

const RUN = /\*\*([^*]+)\*\*|`([^`]+)`|\*([^*]+)\*|\[([^\]]+)\]\([^)]*\)/g;

/** Reads a line; of a link its words remain, since nothing leads out of the window. */
export function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  const add = (text: string, kind: Run["kind"]) => text !== "" && runs.push({ text, kind });
  let at = 0;
  for (const found of line.matchAll(RUN)) {
    const [whole, strong, code, em, link] = found;
    add(line.slice(at, found.index), "plain");
    add(
      strong ?? code ?? em ?? link ?? "",
      strong ? "strong" : code ? "code" : em ? "em" : "plain",
    );
    at = found.index + whole.length;
  }
  add(line.slice(at), "plain");
  return runs;
}

const cellsOf = (line: string) =>
  line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => runsOf(cell.trim()));

/** Reads the Markdown of NOTICES.md and CHANGELOG.md: headings, paragraphs, items and tables. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.split("\n").map((one) => one.trim())) {
    const last = blocks.at(-1);
    const heading = /^(#+) (.+)$/.exec(line);
    if (line === "" || /^\|[-| ]+\|$/.test(line)) continue;
    if (heading) {
      const [, signs = "", text = ""] = heading;
      blocks.push({ kind: "heading", level: signs.length, text });
    } else if (line.startsWith("- ")) {
      const item = runsOf(line.slice(2));
      if (last?.kind === "items") last.items.push(item);
      else blocks.push({ kind: "items", items: [item] });
    } else if (line.startsWith("|")) {
      if (last?.kind === "table") last.rows.push(cellsOf(line));
      else blocks.push({ kind: "table", head: cellsOf(line), rows: [] });
    } else blocks.push({ kind: "paragraph", runs: runsOf(line) });
  }
  return blocks;
}
