/** What the variables in labels, prompts and beginnings stand for. */
export interface Variables {
  alias?: string | null;
  session?: number | null;
  date?: string | null;
}

/** Fills `{{alias}}`, `{{session}}` and `{{date}}`; what is unknown or has no value stays literal. */
export function fill(text: string, values: Variables): string {
  if (!text.includes("{{")) return text;
  return text.replaceAll(/\{\{\s*(alias|session|date)\s*\}\}/g, (whole, name: keyof Variables) => {
    const value = values[name];
    return value === null || value === undefined ? whole : String(value);
  });
}
