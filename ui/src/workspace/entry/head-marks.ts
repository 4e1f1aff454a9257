import type { Head } from "$lib/bindings/Head";

/** Raises a flag, or takes it back. */
export function withFlag({ flags }: Head, flag: string): Partial<Head> {
  const others = flags.filter((raised) => raised.flag !== flag);
  return { flags: others.length < flags.length ? others : [...others, { flag, later: false }] };
}

/** Says whether a flag asks again later on. */
export const withFlagLater = ({ flags }: Head, flag: string, later: boolean): Partial<Head> => ({
  flags: flags.map((raised) => (raised.flag === flag ? { flag, later } : raised)),
});

/** Marks an answer as the writer's alone, or takes that back. */
export function withMineAloneField(
  { mine_alone_fields: marked }: Head,
  key: string,
): Partial<Head> {
  const others = marked.filter((other) => other !== key);
  return { mine_alone_fields: others.length < marked.length ? others : [...others, key] };
}
