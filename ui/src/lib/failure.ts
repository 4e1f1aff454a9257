import type { Code as Cause } from "./bindings/Code";
import type { Failure as Sent } from "./bindings/Failure";
import type { OddFile } from "./bindings/OddFile";
import type { OddKind } from "./bindings/OddKind";

/** Every cause that a command can name; `internal` is what none of them names. */
export type Code = Cause | "internal";

/** All codes; the type of the core keeps the list complete. */
const CODES: Record<Code, true> = {
  wrong_passphrase: true,
  damaged_slot: true,
  words_count: true,
  words_unknown: true,
  words_checksum: true,
  wrong_words: true,
  weak_passphrase: true,
  too_costly: true,
  not_a_journal: true,
  already_open: true,
  too_new: true,
  damaged: true,
  read_only: true,
  disk_full: true,
  path_too_long: true,
  not_absolute: true,
  not_there: true,
  io: true,
  database: true,
  index: true,
  odd_file: true,
  replaced: true,
  no_such_entry: true,
  no_such_client: true,
  moved_on: true,
  closed: true,
  alias_taken: true,
  alias_empty: true,
  bad_appointment: true,
  bad_hours: true,
  scheme_used: true,
  unknown_form: true,
  no_such_record: true,
  name_empty: true,
  name_taken: true,
  same_record: true,
  sessions_overlap: true,
  not_closed: true,
  bad_answer: true,
  attachment_too_large: true,
  attachments_full: true,
  file_unreadable: true,
  too_large: true,
  too_deep: true,
  too_many_slots: true,
  on_hold: true,
  not_in_trash: true,
  plan_changed: true,
  no_such_day: true,
  too_many_filled: true,
  too_many_sources: true,
  not_written: true,
  no_printing: true,
  print_unanswered: true,
  not_printed: true,
  words_in_will: true,
  place_inside: true,
  pages_wait: true,
  other_journal: true,
  not_verified: true,
  no_such_backup: true,
  erased_meanwhile: true,
  source_changed: true,
  nothing_to_bring_in: true,
  cancelled: true,
  exists: true,
  last_verified: true,
  locked: true,
  busy: true,
  no_home_folder: true,
  window: true,
  internal: true,
};

/** What went wrong, with the detail that its sentence needs. */
export interface Failure extends Omit<Partial<Sent>, "code"> {
  code: Code;
  /** Whether a space stood before or behind a passphrase that was refused. */
  edgeSpace?: boolean;
}

function isCode(value: unknown): value is Code {
  return typeof value === "string" && Object.hasOwn(CODES, value);
}

const ODD = [
  "link",
  "many_names",
  "special",
  "folder_for_file",
  "rollback",
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
