import type { Code } from "../failure";
import type { RunStage } from "../bindings/RunStage";

const count = (number: number, one: string, many: string) =>
  number === 1 ? `1 ${one}` : `${number.toLocaleString("en-GB")} ${many}`;

const stages: Record<RunStage, string> = {
  copying: "Copying",
  checking: "Checking the file",
  opening: "Opening every record",
  placing: "Putting it into the second place",
  resealing: "Sealing with new keys",
  writing: "Writing",
};

/** Why a place could not be read or written; which disk it is depends on what was asked for. */
const troubles: Partial<Record<Code, string>> = {
  read_only: "That place cannot be written to.",
  disk_full: "The disk is full.",
  io: "The disk, or the system, refused to read or write.",
  database: "The database refused.",
};

export const keep = {
  trouble: (code: Code) =>
    troubles[code] && `${troubles[code]} What was begun was taken away; your journal is as it was.`,
  title: "Keeping",
  lead: "What keeps the journal whole, and how parts of it leave.",
  contents: "On this page",
  stage: (stage: RunStage) => stages[stage],
  percent: (done: number, total: number) =>
    total === 0 ? "" : `${Math.min(100, Math.floor((done / total) * 100))} %`,
  revisions: (number: number) => count(number, "revision", "revisions"),

  backups: "Backups",
  backupsLead:
    "Each one is a single sealed file, reopened and proven before it is listed here. " +
    "One is made by itself when the newest is older than a day.",
  backUp: "Back up now",
  lastProven: (when: string) => `Last proven to restore: ${when}.`,
  neverProven: "No backup has been proven yet.",
  none: "No backups yet.",
  made: "Made",
  acts: "What can be done",
  holds: "Holds",
  leaveWhat: "What",
  leaveAs: "As",
  place: "Where",
  first: "beside the journal",
  second: "second place",
  proven: "proven",
  notProven: (damaged: number) => `${count(damaged, "damaged part", "damaged parts")}, not proven`,
  former: "opens with a former passphrase or former words",
  elsewhere: "of another copy",
  restore: "Restore…",
  discard: "Take away",
  unreadable: (number: number) =>
    `${count(number, "file is", "files are")} named like backups and cannot be read: damaged, or of a ` +
    "newer version. If another journal keeps its backups here as well, they may be its own.",
  others: (number: number) =>
    `${count(number, "backup", "backups")} of other journals lie here as well; they are left alone.`,
  secondPlace: "Second place",
  secondNote: "A folder on another disk. Every proven backup is also put there.",
  secondGone: "This folder is not there just now. Backups are still made in the first place.",
  byHand: "Make backups only when asked",
  savePlaces: "Save places",
  placesSaved: "Places for backups saved",
  backedUp: (entries: string) => `Backed up and proven: ${entries}`,
  backedUpDamaged: "Backed up, but parts of the journal are damaged. Keep the older backups.",

  formerThere: (number: number) =>
    `${count(number, "backup still opens", "backups still open")} with the former passphrase or words. ` +
    "Make a fresh backup, then take those away.",
  replaceFormer: "Back up now and take those away",
  formerReplaced: "A fresh backup is proven; those that former keys opened are gone.",

  restoreTitle: "Restore a backup",
  restoreSecret: "Passphrase or recovery words of that time",
  look: "Look into it",
  preview: (entries: string, clients: number) => `${entries}, ${count(clients, "client", "clients")}.`,
  newest: (when: string) => `Its newest entry is of ${when}.`,
  differs: (only: number, changed: number, missing: number) =>
    `Beside the open journal: ${count(only, "entry", "entries")} only in the backup, ` +
    `${count(missing, "entry", "entries")} only here, ${changed.toLocaleString("en-GB")} different.`,
  same: "It says the same as the open journal.",
  broken: "Its chain is not in order. What can be read is restored.",
  restoreNow: "Restore beside this journal",
  restoreDamaged:
    "Parts of this backup are damaged, so nothing was restored. An older backup may be whole. " +
    "What does open can be restored all the same.",
  restoreRest: "Restore what opens",
  restoreNote: "Nothing here is overwritten. It becomes a journal of its own.",
  restored: (name: string) => `Restored as “${name}”. Lock to open it from the first screen.`,

  health: "Journal health",
  healthLead: "Every record is opened, the chain verified, the index counted. Writing goes on meanwhile.",
  check: "Check now",
  checked: (when: string) => `Checked ${when}.`,
  chainWhole: (revisions: string) => `The chain of ${revisions} is whole.`,
  chainBroken: (seq: number) => `The chain is broken from revision ${seq} on. Compare with a backup.`,
  headsDiffer: "Lists show another revision than the newest of some records.",
  slotsReplaced: "An old way in was put back. Change the passphrase and the words.",
  allOpen: (entries: string) => `Every record opens: ${entries}.`,
  damagedRows: (damaged: number, missing: number) =>
    `${count(damaged, "part does", "parts do")} not open, ${missing.toLocaleString("en-GB")} missing. ` +
    "The rest is complete. Restore a backup beside this journal and compare.",
  erasedRows: (number: number) => `${count(number, "revision was", "revisions were")} erased, as the journal itself says.`,
  indexAgrees: (number: number) =>
    number === 1 ? "Search finds the one entry." : `Search finds all ${number.toLocaleString("en-GB")} entries.`,
  indexCompleting: "Search is still being completed.",
  indexDiffers: (found: number, expected: number) =>
    `Search finds ${found} of ${expected} entries. Lock and unlock to build it anew.`,
  passphraseLost: "The part of the file that knows the passphrase is damaged. Set a new one.",
  wordsLost: "The part of the file that knows the recovery words is damaged. Make new ones.",
  swapNone: "Memory does not reach the disk: there is no swap.",
  swapEncrypted: "Swap is encrypted.",
  swapNotKnown: (places: string) =>
    `Swap is not known to be encrypted (${places}). Memory of the open journal may reach it.`,
  swapUnknown: "This system does not say whether swap is encrypted.",
  synced: (service: string) =>
    `The journal seems to lie in a folder of ${service}, which copies it half written. ` +
    "Move it out; backups may lie there.",
  print: "Print",

  keys: "New keys",
  keysLead:
    "If someone may know your passphrase or your words: the whole journal is sealed anew under " +
    "new keys, compared with the old one, and only then is the old folder taken away. You choose " +
    "a new passphrase and write down new words. Copies made elsewhere still open the old way.",
  keysBegin: "My passphrase or words may be known…",
  keysMake: "Seal everything anew",
  keysMade: "The journal has new keys",
  keysDone: "The journal is sealed under new keys, and both new ways in have opened it. The old folder is gone.",
  keysLeft:
    "A change of keys was cut off: this folder holds the same journal under other keys. " +
    "Take it away if you are in the one with the passphrase that you want:",

  erase: "Erase…",
  emptyTrash: "Empty the trash…",
  eraseTitle: "Erase for good",
  eraseWhat: (entries: string, revisions: string, linked: number) =>
    `${entries} with ${revisions}` +
    (linked > 0 ? ` and ${count(linked, "record that belongs", "records that belong")} to them.` : "."),
  eraseNothing: "There is nothing that can be erased.",
  eraseHeld: (held: number) =>
    `A legal hold keeps ${count(held, "entry", "entries")}. Lift it first if you may.`,
  eraseNote: "There is no way back. Do not erase once a request for these notes is expected.",
  reason: "Why, for the receipt (may stay empty)",
  eraseNow: "Erase",
  mentions: (number: number) =>
    `The alias also stands in ${count(number, "entry", "entries")} about others. They stay; decide for yourself:`,
  erased: (entries: string) => `Erased: ${entries}.`,
  receipt: (revisions: string, when: string) => `${revisions} taken away ${when}. The chain is whole.`,
  stillIn: (number: number) =>
    `${count(number, "backup still holds", "backups still hold")} it. Make a fresh backup, then take those away.`,
  stillUnderWay:
    "A backup is being made just now. If it has copied what was erased, it is made anew without it.",
  replaceHolding: "Back up now and take those away",
  replaced: "A fresh backup is proven; those that held it are gone.",
  receipts: "Receipts",
  receiptsLead: "What was erased, and when. Nothing of what was written is kept.",
  noReceipts: "Nothing was ever erased.",
  eraseClient: "Erase a client",
  eraseChoose: "Choose a client",
  eraseClientNote: "The client and every entry about them, in the trash or not.",
  client: "Client",

  hold: "Legal hold",
  holdLead: "While one stands, nothing that it covers is erased: not by hand, not from the trash, not by time.",
  holdWhat: "Covers",
  holdWhole: "The whole journal",
  holdWords: "Why (may stay empty)",
  putHold: "Put on hold",
  liftHold: "Lift",
  holdSince: (when: string) => `since ${when}`,
  holdLifted: (when: string) => `lifted ${when}`,

  will: "Professional will",
  willLead:
    "Who may open or destroy this journal if you no longer can. Print it and give it to them. " +
    "It never holds the recovery words, only where they are.",
  mayOpen: "Who may open it, and what for",
  mayDestroy: "Who may destroy it, and when",
  whereabouts: "Where the recovery words are kept",
  wishes: "Anything else",
  saveWill: "Save the will",
  willSaved: "Will saved",
  willChanged: (when: string) => `Last changed ${when}.`,

  leave: "Export",
  leaveLead: "Entries as files that anything can read.",
  leaveWarning:
    "These files are in clear: whoever has the folder can read them, and nothing here can take them back.",
  cutOff: (folder: string) =>
    `An export into ${folder} was cut off; what it wrote may still lie there, to be read by anyone.`,
  takeAway: "Take it away",
  leaveIt: "Leave it",
  leaveWhole: "The whole journal",
  json: "JSON, which holds everything",
  markdown: "Markdown, for reading",
  leaveEntry: (about: string) => `One entry: ${about}`,
  into: "New folder",
  pick: "Pick where…",
  leaveNow: "Export in clear",
  leaveEntryAct: "Export this entry…",
  leaveClientAct: (alias: string) => `Export all about ${alias}…`,
  leaveJournalAct: "Export the whole journal…",
  backToEntry: "Back to the entry",
  left: (entries: string, folder: string) => `${entries} written to ${folder}`,
  leftDamaged: (damaged: number) => `${count(damaged, "part", "parts")} did not open and are missing.`,
};
