import type { Moment } from "$lib/bindings/Moment";
import type { Receipt } from "$lib/bindings/Receipt";
import type { Sheet } from "$lib/bindings/Sheet";
import { dataSafety as t, words } from "$lib/messages";
import { longMoment } from "$lib/moments";
import { documentOf, tableOf } from "../../workspace/documents/documents";

/** The receipts of what was erased, as a sheet of paper. */
export function receiptsSheet(receipts: readonly Receipt[], now: Moment): Sheet {
  const rows = receipts.map((receipt) => [
    longMoment(receipt.at, now),
    words.entries(receipt.entries),
    t.revisions(receipt.revisions),
    String(receipt.seq),
    receipt.reason,
  ]);
  const columns: [string, number][] = [
    [t.receiptWhen, 3],
    [t.receiptWhat, 2],
    [t.receiptVersions, 2],
    [t.receiptRevision, 1.4],
    [t.receiptReason, 4],
  ];
  return documentOf(t.receipts, t.receiptsLead, [tableOf(t.receiptsHere, columns, rows)]);
}
