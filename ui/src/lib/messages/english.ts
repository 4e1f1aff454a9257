import { locale } from "../locale.svelte";

type Text = (...parts: never[]) => string;

/** Holds the messages that differ in another English, under the same keys. */
export type Differences<T> = {
  [K in keyof T]?: T[K] extends string
    ? string
    : T[K] extends Text
      ? T[K]
      : T[K] extends readonly string[]
        ? readonly string[]
        : Differences<T[K]>;
};

const isTable = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns messages that are British, and American where the locale is and a difference is given. */
export function inEnglish<T extends object>(british: T, american: Differences<T>): T {
  const table = {} as T;
  for (const key of Object.keys(british) as (keyof T)[]) {
    const [base, other] = [british[key], american[key]];
    const both = isTable(base) ? inEnglish(base, (other ?? {}) as Differences<typeof base>) : null;
    Object.defineProperty(table, key, {
      enumerable: true,
      get: () => both ?? (locale.english === "en-US" ? (other ?? base) : base),
    });
  }
  return table;
}
