/** A text as search compares it, with the way back to the letters as they were written. */
export interface Folded {
  text: string;
  /** Where in the original what each UTF-16 unit of `text` stands for begins. */
  from: readonly number[];
  /** Where it ends. */
  to: readonly number[];
}

// A letter with all that is written onto it, in whatever way: signs above and below, and the parts
// of a Korean syllable, which one letter stands for as well.
// biome-ignore lint/suspicious/noMisleadingCharacterClass: the class is of single signs.
const LETTERS = /\s+|.[\p{M}\u1160-\u11FF\uFF9E\uFF9F\u200D\uFE00-\uFE0F]*/gsu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

function foldedLetter(letter: string): string {
  if (/^\s+$/u.test(letter)) return " ";
  if (letter.length === 1 && letter <= "~") return letter.toLowerCase();
  const plain = letter.normalize("NFKC").replace(INVISIBLE, "").toLowerCase().normalize("NFC");
  return plain.replace(/[’ʼ‘]/g, "'").replace(/[‐‑]/g, "-");
}

/** Folds a text as the core's analysis does: small, composed letters without invisible signs. */
export function folded(text: string): Folded {
  let out = "";
  const from: number[] = [];
  const to: number[] = [];
  for (const { 0: letter, index } of text.matchAll(LETTERS)) {
    const small = foldedLetter(letter);
    out += small;
    for (let unit = 0; unit < small.length; unit += 1) {
      from.push(index);
      to.push(index + letter.length);
    }
  }
  return { text: out, from, to };
}
