const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** How well a name answers to what was typed: 0 not at all, 1 from its first letter on. */
export function match(name: string, typed: string): number {
  const [low, wanted] = [plain(name), plain(typed.trim())];
  if (wanted === "") return 1;
  if (low.startsWith(wanted)) return 1;
  const words = wanted.split(/\s+/);
  if (words.every((word) => low.split(/[\s,-]+/).some((part) => part.startsWith(word)))) return 0.8;
  return words.every((word) => low.includes(word)) ? 0.4 : 0;
}

/** The same, in the form that the list of commands asks for: by its keywords alone. */
export const byKeywords = (_value: string, typed: string, keywords: string[] = []) =>
  match(keywords.join(" "), typed);
