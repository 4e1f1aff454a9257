import { expect, it } from "vitest";
import type { Health } from "$lib/bindings/Health";
import { facts } from "./health-facts";

const at = { utc_ms: 0, offset_min: 0 };
const whole: Health = {
  at,
  chain: { revisions: 12, broken_from: null, slots_replaced: false, heads_differ: false },
  records: { opened: 20, damaged: 0, missing: 0, erased: 0, newer: 0, entries: 9, clients: 1 },
  index: { found: 9, expected: 9, completing: false },
  backups: {
    listed: [],
    former: [],
    unreadable: [],
    others: 0,
    first: "",
    second: null,
    second_there: true,
    last_verified: at,
  },
  swap: { swap: "none" },
  synced_by: null,
  passphrase_lost: false,
  words_lost: false,
};
const odd = (health: Health) =>
  facts(health, String, () => "today").filter(({ well }) => !well).length;

it("finds nothing odd about a journal that is whole", () => {
  expect(odd(whole)).toBe(0);
});

it("says each thing that is not as it should be", () => {
  const found: Partial<Health>[] = [
    { chain: { ...whole.chain, broken_from: 3 } },
    { chain: { ...whole.chain, slots_replaced: true } },
    { chain: { ...whole.chain, heads_differ: true } },
    { records: { ...whole.records, damaged: 1 } },
    { records: { ...whole.records, missing: 1 } },
    { index: { found: 8, expected: 9, completing: false } },
    { backups: { ...whole.backups, last_verified: null } },
    { backups: { ...whole.backups, second_there: false } },
    { swap: { swap: "not_known", places: ["/swapfile"] } },
    { synced_by: "Dropbox" },
    { passphrase_lost: true },
    { words_lost: true },
  ];
  for (const part of found) expect(odd({ ...whole, ...part }), JSON.stringify(part)).toBe(1);
});
