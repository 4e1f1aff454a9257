import type { Code } from "../failure";
import type { RunStage } from "../bindings/RunStage";
import { figure, share } from "./common";

const count = (number: number, one: string, many: string) =>
  number === 1 ? `1 ${one}` : `${figure(number)} ${many}`;

const stages: Record<RunStage, string> = {
  copying: "Copying",
  checking: "Checking the file",
  opening: "Opening every record",
  second_copy: "Copying to the second location",
  resealing: "Encrypting with new keys",
  writing: "Writing",
  surveying: "Reading",
  bringing_in: "Importing",
  taking_back: "Undoing the import",
};

/** Why a folder could not be read or written; which disk it is on depends on what was asked for. */
const troubles: Partial<Record<Code, string>> = {
  read_only: "Stillroom can’t write to that folder.",
  disk_full: "The disk is full.",
  io: "The disk or the system refused to read or write.",
  database: "The database reported an error.",
};

export const dataSafety = {
  trouble: (code: Code) =>
    troubles[code] &&
    `${troubles[code]} The unfinished copy was deleted; your journal is unchanged.`,
  title: "Safekeeping",
  lead: "Backups, health checks, export and erasing.",
  contents: "On this page",
  stage: (stage: RunStage) => stages[stage],
  percent: (done: number, total: number) =>
    total === 0 ? "" : share(Math.min(100, Math.floor((done / total) * 100)) / 100),
  revisions: (number: number) => count(number, "version", "versions"),

  backups: "Backups",
  backupsLead:
    "Each is one encrypted file, opened and checked before it is listed. " +
    "Stillroom makes a new one when the last is over a day old.",
  backUp: "Back up now",
  lastVerified: (when: string) => `Last checked backup: ${when}.`,
  neverVerified: "No backup has been checked yet.",
  made: "Made",
  acts: "Actions",
  holds: "Contains",
  exportWhat: "What",
  exportAs: "Format",
  place: "Where",
  first: "next to the journal",
  second: "second location",
  verified: "checked",
  notVerified: (damaged: number) =>
    `not checked: ${count(damaged, "damaged part", "damaged parts")}`,
  former: "opens with an old passphrase or old words",
  elsewhere: "from another copy",
  restore: "Restore…",
  discard: "Delete",
  unreadable: (number: number) =>
    number === 1
      ? "1 file looks like a backup but doesn’t open with this journal’s keys. It may be damaged, from a " +
        "newer version, or another journal’s."
      : `${count(number, "file", "files")} look like backups but don’t open with this journal’s keys. They may ` +
        "be damaged, from a newer version, or another journal’s.",
  others: (number: number) =>
    `This folder also has ${count(number, "backup", "backups")} of other journals. Stillroom leaves ${number === 1 ? "it" : "them"} alone.`,
  secondPlace: "Second location",
  secondNote: "A folder on another disk. Stillroom copies every checked backup there.",
  secondGone: "Stillroom can’t reach this folder. Backups are still made next to the journal.",
  byHand: "Only back up when I ask",
  savePlaces: "Save locations",
  placesSaved: "Backup locations saved",
  backedUp: (entries: string) => `Backed up and checked: ${entries}`,
  backedUpDamaged: "Backed up, but parts of the journal are damaged. Keep the older backups.",

  formerThere: (number: number) =>
    `${count(number, "backup still opens", "backups still open")} with the old passphrase or words. ` +
    `Make a new backup, then delete the old ${number === 1 ? "one" : "ones"}.`,
  replaceFormer: "Back up now and delete the old ones",
  formerReplaced: "The new backup is checked; those that old keys opened are deleted.",

  restoreTitle: "Restore a backup",
  restoreSecret: "Passphrase or recovery words in use at that time",
  look: "Preview",
  preview: (entries: string, clients: number) =>
    `${entries}, ${count(clients, "client", "clients")}.`,
  newest: (when: string) => `Newest entry: ${when}.`,
  differs: (only: number, changed: number, missing: number) =>
    `Compared with the open journal: ${count(only, "entry", "entries")} only in the backup, ` +
    `${count(missing, "entry", "entries")} only here, ${figure(changed)} different.`,
  same: "Same as the open journal.",
  broken: "Its history is not intact. Stillroom restores what can be read.",
  restoreNow: "Restore as a separate journal",
  restoreDamaged:
    "Parts of this backup are damaged, so nothing was restored. An older backup may be intact. " +
    "You can still restore what can be read.",
  restoreRest: "Restore what can be read",
  restoreNote: "Nothing here is overwritten. The backup becomes a separate journal.",
  restored: (name: string) => `Restored as “${name}”. Lock to open it from the unlock screen.`,

  health: "Journal health",
  healthLead: "Opens every record, checks the history, counts the index. You can go on writing.",
  check: "Check now",
  checked: (when: string) => `Checked ${when}.`,
  chainWhole: (revisions: string) => `History intact: ${revisions}.`,
  chainBroken: (seq: number) => `History breaks at version ${figure(seq)}. Compare with a backup.`,
  headsDiffer: "Lists show an older version of some records.",
  slotsReplaced: "An old passphrase or set of words was put back. Change both.",
  allOpen: (entries: string) => `Every record can be read: ${entries}.`,
  damagedRows: (damaged: number, missing: number) =>
    `${count(damaged, "part", "parts")} can’t be read, ${figure(missing)} missing. ` +
    "The rest is complete. Restore a backup as a separate journal and compare.",
  erasedRows: (number: number) => `${count(number, "version was", "versions were")} erased.`,
  indexAgrees: (number: number) =>
    number === 1 ? "Search finds the one entry." : `Search finds all ${figure(number)} entries.`,
  indexCompleting: "Search is still indexing.",
  indexDiffers: (found: number, expected: number) =>
    `Search finds ${figure(found)} of ${figure(expected)} entries. Lock and unlock to rebuild it.`,
  passphraseLost: "The part of the file for your passphrase is damaged. Set a new passphrase.",
  wordsLost: "The part of the file for your recovery words is damaged. Create new words.",
  swapNone: "No swap: memory is not written to disk.",
  swapEncrypted: "Swap is encrypted.",
  swapNotKnown: (places: string) =>
    `Swap may not be encrypted (${places}). What is open in memory might be written there.`,
  swapUnknown: "Stillroom can’t tell whether swap is encrypted on this system.",
  synced: (service: string) =>
    `The journal seems to be in a ${service} folder, which can copy it half-written. ` +
    "Move it out; backups may stay.",
  reportFacts: "What was checked",
  reportFact: "Found",
  reportState: "State",
  reportWell: "well",
  reportOdd: "look at this",

  keys: "New keys",
  keysLead:
    "If someone might know your passphrase or words: the whole journal is re-encrypted with new keys, " +
    "compared with the old one, and only then is the old folder deleted. You choose a new passphrase " +
    "and write down new words. Copies made elsewhere still open with the old ones.",
  keysBegin: "Someone might know my passphrase or words…",
  keysMake: "Re-encrypt everything",
  keysMade: "The journal has new keys",
  keysDone:
    "The journal is re-encrypted. Your new passphrase and words have both opened it. The old folder is deleted.",
  keysLeft:
    "A change of keys was interrupted: this folder has the same journal with other keys. " +
    "Delete it if this journal opened with the passphrase you want:",

  erase: "Erase…",
  emptyTrash: "Empty the trash…",
  eraseTitle: "Erase for good",
  eraseWhat: (entries: string, revisions: string, linked: number) =>
    `${entries} with ${revisions}` +
    (linked > 0
      ? ` and ${count(linked, "record that belongs", "records that belong")} to them.`
      : "."),
  eraseNothing: "Nothing to erase.",
  eraseHeld: (held: number) =>
    `A legal hold covers ${count(held, "entry", "entries")}. Lift it first, if you are allowed to.`,
  eraseNote: "This can’t be undone. Do not erase once a request for these notes is expected.",
  reason: "Reason, for the receipt (optional)",
  eraseNow: "Erase",
  mentions: (number: number) =>
    `The alias also appears in ${count(number, "entry", "entries")} about others. ${number === 1 ? "It stays unless you change it" : "They stay unless you change them"}:`,
  erased: (entries: string) => `Erased: ${entries}.`,
  receipt: (revisions: string, when: string) => `${revisions} erased ${when}. History intact.`,
  stillIn: (number: number) =>
    `${count(number, "backup still contains", "backups still contain")} it. Make a new backup, then delete the old ${number === 1 ? "one" : "ones"}.`,
  stillUnderWay:
    "A backup is under way right now. If it has copied what was erased, Stillroom makes it again without it.",
  replaceHolding: "Back up now and delete the old ones",
  replaced: "The new backup is checked; those that contained it are deleted.",
  receipts: "Receipts",
  receiptsHere: "What was erased",
  receiptWhen: "When",
  receiptWhat: "What",
  receiptVersions: "Versions",
  receiptRevision: "Revision",
  receiptReason: "Reason",
  receiptsLead: "What was erased, and when. The text itself is gone.",
  noReceipts: "Nothing has been erased.",
  eraseClient: "Erase a client",
  eraseChoose: "Choose a client",
  eraseClientNote: "The client and every entry about them, including the trash.",
  client: "Client",

  hold: "Legal hold",
  holdLead:
    "While a hold is on, nothing it covers can be erased: not by you, not with the trash, not automatically.",
  holdWhat: "Covers",
  holdWhole: "The whole journal",
  holdWords: "Reason (optional)",
  putHold: "Put on hold",
  liftHold: "Lift",
  holdSince: (when: string) => `since ${when}`,
  holdLifted: (when: string) => `lifted ${when}`,

  will: "Professional will",
  willLead:
    "Who may open or destroy this journal if you no longer can, as your law allows. Print it and " +
    "give it to them. Say where the recovery words are, never what they are.",
  mayOpen: "Who may open it, and what for",
  mayDestroy: "Who may destroy it, and when",
  whereabouts: "Where the recovery words are kept",
  wishes: "Anything else",
  saveWill: "Save the will",
  willSaved: "Will saved",
  willChanged: (when: string) => `Last changed ${when}.`,

  export: "Export",
  exportLead: "Entries as files that anything can read.",
  exportWarning:
    "These files are not encrypted: anyone who has the folder can read them, and you can’t take that back.",
  cutOff: (folder: string) =>
    `An export to ${folder} was interrupted; its files may still be there, not encrypted.`,
  deleteExport: "Delete it",
  exportIgnore: "Ignore",
  exportWhole: "The whole journal",
  json: "JSON, complete",
  markdown: "Markdown, for reading",
  exportAlso: "With",
  exportMine: "What is mine alone",
  exportMineNote:
    "Entries and answers that you marked as mine alone are left out unless you tick this.",
  leftOut: (entries: number) =>
    entries === 1
      ? "1 entry was left out, whole or in part: it is marked as mine alone."
      : `${count(entries, "entry", "entries")} were left out, whole or in part: they are marked as mine alone.`,
  exportEntry: (about: string) => `One entry: ${about}`,
  into: "New folder",
  pick: "Choose a folder…",
  exportNow: "Export unencrypted",
  exportEntryAct: "Export this entry…",
  exportClientAct: (alias: string) => `Export everything about ${alias}…`,
  exportJournalAct: "Export the whole journal…",
  backToEntry: "Back to the entry",
  left: (entries: string, folder: string) => `${entries} written to ${folder}`,
  leftDamaged: (damaged: number) =>
    damaged === 1
      ? "1 part could not be read and is missing."
      : `${count(damaged, "part", "parts")} could not be read and are missing.`,
};
