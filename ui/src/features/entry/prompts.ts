/** Two prompts at a time; each entry begins at its own place, and a turn shows the next two. */
export function promptsFrom(id: string, prompts: readonly string[], turn: number): string[] {
  if (prompts.length <= 2) return [...prompts];
  const start = (Number.parseInt(id.slice(-6), 16) || 0) + turn * 2;
  return [0, 1].map((next) => prompts[(start + next) % prompts.length] ?? "");
}
