/** A part of the guide: a heading with its items. */
export interface Part {
  heading: string;
  items: string[];
}

/** The guide as the page shows it. */
export interface Guide {
  title: string;
  lead: string;
  parts: Part[];
}

/**
 * Reads the guide from its Markdown, which uses a title, a lead, second headings and items alone.
 *
 * @throws Error for a line that is none of these, so that none is left out in silence.
 */
export function guideFrom(markdown: string): Guide {
  const guide: Guide = { title: "", lead: "", parts: [] };
  for (const line of markdown
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const part = guide.parts.at(-1);
    if (line.startsWith("# ") && guide.title === "") guide.title = line.slice(2);
    else if (line.startsWith("## ")) guide.parts.push({ heading: line.slice(3), items: [] });
    else if (line.startsWith("- ") && part) part.items.push(line.slice(2));
    else if (!part && guide.lead === "" && !/^[#-]/.test(line)) guide.lead = line;
    else throw new Error(`not a line of the guide: ${line}`);
  }
  return guide;
}
