import type { Card } from "$lib/bindings/Card";

/** One flag of one entry: the card that asks first, and those of the same flag that ask after it. */
export interface Asked {
  card: Card;
  then: readonly Card[];
}

/** Open cards by when they ask. */
export interface Groups {
  now: readonly Asked[];
  next: readonly Asked[];
  later: readonly Asked[];
}

const ORDER = { due: 0, at_next_session: 1, waiting: 2, done: 3 } as const;

// Cards that were set by hand or by an exercise have no flag and stand alone.
const keyOf = ({ follow_up: { entry, flag, id }, row }: Card) =>
  flag === null ? `card ${id ?? ""}` : `${entry || row.id} ${flag}`;

/** Puts the cards of one flag together, and what is left by when it asks, in the order given. */
export function grouped(cards: readonly Card[]): Groups {
  const flags = new Map<string, Card[]>();
  for (const card of cards) {
    if (card.state === "done") continue;
    const key = keyOf(card);
    flags.set(key, [...(flags.get(key) ?? []), card]);
  }
  const all = [...flags.values()].flatMap((of): Asked[] => {
    const [card, ...then] = of.toSorted((one, other) => ORDER[one.state] - ORDER[other.state]);
    return card ? [{ card, then }] : [];
  });
  const those = (state: Card["state"]) => all.filter(({ card }) => card.state === state);
  return { now: those("due"), next: those("at_next_session"), later: those("waiting") };
}
