import type { Code as Cause } from "./bindings/Code";
import type { OddFile } from "./bindings/OddFile";
import type { OddKind } from "./bindings/OddKind";

/** Every cause that a command can name; `internal` is what none of them names. */
export type Code = Cause | "internal";

/** All codes. */
export const CODES = [
  "wrong_passphrase", "damaged_slot", "words_count", "words_unknown", "words_checksum",
  "wrong_words", "weak_passphrase", "too_costly", "not_a_journal", "already_open", "too_new",
  "damaged", "read_only", "disk_full", "path_too_long", "not_absolute", "not_there", "io", "database",
  "index", "odd_file", "replaced", "no_such_entry", "no_such_client", "moved_on", "closed",
  "alias_taken", "alias_empty", "unknown_form", "no_such_record", "name_empty", "name_taken",
  "same_record", "sessions_overlap", "not_closed", "bad_answer", "too_large",
  "too_deep", "too_many_slots",
  "on_hold", "not_in_trash", "plan_changed", "words_in_will", "place_inside", "pages_wait", "other_journal",
  "not_proven", "no_such_backup", "erased_meanwhile", "cancelled", "exists", "last_proven", "locked",
  "busy", "no_home_folder", "window", "internal",
] as const satisfies readonly Code[];

/** What went wrong, with the detail that its sentence needs. */
export interface Failure {
  code: Code;
  position?: number;
  nearest?: string;
  found?: number;
  odd?: OddFile;
  /** Whether a space stood before or behind a passphrase that was refused. */
  edgeSpace?: boolean;
}

const known = new Set<string>(CODES);

function isCode(value: unknown): value is Code {
  return typeof value === "string" && known.has(value);
}

const ODD = [
  "link", "many_names", "special", "folder_for_file", "rollback",
] as const satisfies readonly OddKind[];

function asOdd(value: unknown): OddFile | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, is } = value as Record<string, unknown>;
  const kind = ODD.find((one) => one === is);
  return typeof name === "string" && kind ? { name, is: kind } : undefined;
}

/** Reads whatever a command rejected with; anything unknown is `internal`. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown !== "object" || thrown === null) return { code: "internal" };
  const { code, position, nearest, found, odd: told } = thrown as Record<string, unknown>;
  if (!isCode(code)) return { code: "internal" };
  const odd = asOdd(told);
  return {
    code,
    ...(typeof position === "number" ? { position } : {}),
    ...(typeof nearest === "string" ? { nearest } : {}),
    ...(typeof found === "number" ? { found } : {}),
    ...(odd ? { odd } : {}),
  };
}
