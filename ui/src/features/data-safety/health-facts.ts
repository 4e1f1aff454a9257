import type { Health } from "$lib/bindings/Health";
import type { Moment } from "$lib/bindings/Moment";
import { dataSafety as t } from "$lib/messages";

/** One plain sentence about the journal, and whether it is as it should be. */
export interface Fact {
  text: string;
  well: boolean;
}

const well = (text: string): Fact => ({ text, well: true });
const odd = (text: string): Fact => ({ text, well: false });

function swap({ swap: of }: Health): Fact {
  switch (of.swap) {
    case "none":
      return well(t.swapNone);
    case "encrypted":
      return well(t.swapEncrypted);
    case "not_known":
      return odd(t.swapNotKnown(of.places.join(", ")));
    case "unknown":
      return well(t.swapUnknown);
  }
}

function index({ index: of }: Health): Fact {
  if (of.completing) return well(t.indexCompleting);
  return of.found === of.expected
    ? well(t.indexAgrees(of.expected))
    : odd(t.indexDiffers(of.found, of.expected));
}

/** Everything that a check found, the journal itself first. */
export function facts(
  health: Health,
  entries: (count: number) => string,
  when: (moment: Moment) => string,
): Fact[] {
  const { chain, records, backups } = health;
  const whole = records.damaged === 0 && records.missing === 0;
  return [
    chain.broken_from === null
      ? well(t.chainWhole(t.revisions(chain.revisions)))
      : odd(t.chainBroken(chain.broken_from)),
    ...(chain.heads_differ ? [odd(t.headsDiffer)] : []),
    ...(chain.slots_replaced ? [odd(t.slotsReplaced)] : []),
    whole
      ? well(t.allOpen(entries(records.entries)))
      : odd(t.damagedRows(records.damaged, records.missing)),
    ...(records.erased > 0 ? [well(t.erasedRows(records.erased))] : []),
    ...(health.passphrase_lost ? [odd(t.passphraseLost)] : []),
    ...(health.words_lost ? [odd(t.wordsLost)] : []),
    index(health),
    backups.last_verified === null
      ? odd(t.neverVerified)
      : well(t.lastVerified(when(backups.last_verified))),
    ...(backups.second_there ? [] : [odd(t.secondGone)]),
    swap(health),
    ...(health.synced_by === null ? [] : [odd(t.synced(health.synced_by))]),
  ];
}
