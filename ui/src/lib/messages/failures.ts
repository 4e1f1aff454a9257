import type { Complaint } from "../bindings/Complaint";
import type { OddKind } from "../bindings/OddKind";
import type { Notice } from "../bindings/Notice";
import type { Failure } from "../failure";

/** What is wrong with something in the journal's folder. */
const oddIs: Record<OddKind, string> = {
  link: "is a link to another place. A journal is kept in ordinary files and folders.",
  many_names: "has a second name elsewhere (a hard link), so that both would change together.",
  special: "is neither a file nor a folder.",
  folder_for_file: "is a folder where a file belongs.",
  rollback: "is left from another program; opening the journal beside it could change the journal.",
};

/** One sentence for each cause; each says what is safe. */
export function failure({ code, position, nearest, found, odd, edgeSpace }: Failure): string {
  switch (code) {
    case "wrong_passphrase":
      return "That is not the passphrase. Nothing was changed; try again." +
        (edgeSpace ? " A space stands before or behind what you typed, and it counts." : "");
    case "damaged_slot":
      return "The part of the file that knows this passphrase is damaged. Your entries are " +
        "untouched: the recovery words still open them.";
    case "words_count":
      return `There are twelve recovery words${found === undefined ? "" : `; these are ${found}`}.` +
        " Nothing was changed.";
    case "words_unknown":
      return `Word ${position ?? ""} is not one of the list.` +
        `${nearest ? ` Did you mean “${nearest}”?` : ""} Nothing was changed.`;
    case "words_checksum":
      return "Each word is known, but they do not belong together in this order. " +
        "Check them against your paper. Nothing was changed.";
    case "wrong_words":
      return "These words belong together, but not to this journal. Nothing was changed.";
    case "weak_passphrase":
      return "This passphrase could be guessed. Nothing was changed; choose a longer one.";
    case "too_costly":
      return "Opening this journal takes more memory than is free just now. Close other programs " +
        "and try again; nothing was changed.";
    case "not_a_journal":
      return "This is not a Stillroom journal. It was left as it is.";
    case "already_open":
      return "This journal is open in another window. Your entries are safe; close it there first.";
    case "too_new":
      return "This journal was written by a newer Stillroom. It was left as it is; " +
        "update Stillroom to open it.";
    case "damaged":
      return "Part of the file cannot be read. It was left exactly as it is. " +
        "Copy it before you do anything else.";
    case "read_only":
      return "the place of the journal is read-only";
    case "disk_full":
      return "the disk is full";
    case "path_too_long":
      return "That path is too long. Choose a shorter one; nothing was changed.";
    case "not_absolute":
      return "That path says only part of the way. Write all of it, from / or from ~; nothing was changed.";
    case "not_there":
      return "That is not there, or the disk that it lies on is away. Nothing was changed.";
    case "io":
      return "the disk, or the system, refused to read or write";
    case "database":
      return "the database refused; what was saved before is safe";
    case "index":
      return "The search index could not be read or written. What you wrote is safe; search is built " +
        "anew at the next unlock.";
    case "odd_file":
      return odd
        ? `In the journal’s folder, “${odd.name}” ${oddIs[odd.is]} Nothing was touched. Move it ` +
          "out of the folder and try again."
        : "Something lies in the journal’s folder that Stillroom does not put there. Nothing was touched.";
    case "replaced":
      return "the journal’s files were moved, removed or replaced while it was open; put them back, " +
        "or copy what you see here before you close Stillroom";
    case "no_such_entry":
      return "That entry is not here any more.";
    case "no_such_client":
      return "That client is not here any more.";
    case "moved_on":
      return "this entry was changed elsewhere; both versions are kept";
    case "closed":
      return "this entry is closed; what is written in it stays as it is";
    case "alias_taken":
      return "Another client has this alias. Choose one that differs.";
    case "alias_empty":
      return "An alias needs at least one letter.";
    case "unknown_form":
      return "This entry was written with a form that this Stillroom does not know. It is safe.";
    case "no_such_record":
      return "That is not here any more. Nothing was changed.";
    case "name_empty":
      return "It needs at least one word. Nothing was changed.";
    case "name_taken":
      return "Another one has this name already. Choose one that differs, or merge the two.";
    case "same_record":
      return "These are the same one already. Nothing was changed.";
    case "sessions_overlap":
      return "Two courses of one client cannot share a session, and none ends before it starts. " +
        "Nothing was changed.";
    case "not_closed":
      return "Addenda belong to closed entries; this one can still be written in.";
    case "bad_answer":
      return "one answer does not fit its field; your text is kept as a draft";
    case "too_large":
      return "this entry has grown too large to keep in one piece; move part of it to a new one";
    case "too_deep":
      return "lists or quotations lie too deep within one another, more than forty levels; " +
        "take some levels out";
    case "too_many_slots":
      return "That did not open it. The file holds more ways in than Stillroom makes: someone has " +
        "altered it. Your entries are untouched; the recovery words or a backup may still open it.";
    case "on_hold":
      return "A legal hold keeps this. Nothing was erased.";
    case "not_in_trash":
      return "Only what lies in the trash is erased. Nothing was changed.";
    case "plan_changed":
      return "What would be erased has changed since it was shown. Nothing was erased; look again.";
    case "words_in_will":
      return "Recovery words stand in this text. Say where they are, never which they are. " +
        "Nothing was kept yet.";
    case "place_inside":
      return "That lies inside a journal's folder. Choose a place outside; nothing was changed.";
    case "pages_wait":
      return "Something you wrote is still waiting to be written. It must be before the keys change.";
    case "no_such_backup":
      return "That backup is not there any more, or is not this journal's. Nothing was changed.";
    case "erased_meanwhile":
      return "Something was erased while it was copied, so the copy was taken away. Make another one.";
    case "other_journal":
      return "This belongs to another journal. Nothing was changed.";
    case "not_proven":
      return "The copy did not hold what it should, and was taken away. Your journal is untouched.";
    case "cancelled":
      return "Cancelled. Nothing was changed.";
    case "exists":
      return "There is something of that name already. Nothing was written over.";
    case "last_proven":
      return "This is the only backup that is proven. Make another one first.";
    case "locked":
      return "the journal is locked";
    case "busy":
      return "Something else is still under way. Your text is kept here; try again in a moment.";
    case "no_home_folder":
      return "This computer names no folder for documents. Pick a folder yourself.";
    case "window":
      return "The journal is locked, but the unlock screen could not be shown. Start Stillroom again.";
    case "internal":
      return "something went wrong inside Stillroom";
  }
}

/** What the journal has to say about itself after it was opened. */
export function notice(said: Notice): string {
  switch (said.notice) {
    case "chain_broken":
      return "From one place on, this file no longer proves that it is complete and in order. " +
        "Everything that can be read is shown. Compare it with a backup.";
    case "unreadable":
      return `${said.count === 1 ? "One entry" : `${said.count} entries`} cannot be read. ` +
        "The rest is complete. The unreadable part is left as it is.";
    case "older_copy":
      return `This copy is older than the one last open on this computer, by ${said.behind} ` +
        "changes. If you did not put it here yourself, look for the newer one.";
    case "other_history":
      return "This copy was written on from an older one: it is not the journal last open on this " +
        "computer. If you did not put it here yourself, look for the other one.";
    case "from_newer":
      return `${said.count === 1 ? "One entry was" : `${said.count} entries were`} written by a ` +
        "newer Stillroom. They are kept whole; parts may not show here.";
    case "slots_replaced":
      return "The ways into this journal are not those it remembers: an older passphrase or older " +
        "recovery words may open it. If you did not put an older file here, set a new passphrase.";
    case "heads_differ":
      return "The list of newest versions did not fit. The newest version of every entry is shown " +
        "as the file itself proves it.";
    case "log_damaged":
      return "A part of what was written last was damaged on the disk and is gone. Everything that " +
        "can be read is shown. Compare it with a backup.";
    case "drafts_turned_back":
      return "Something that had been kept before it was finished is not here any more, or only in " +
        "an older version. If you did not put an older file here, look at what you wrote last.";
    case "bodies_missing":
      return `${said.count === 1 ? "The text of one entry is" : `The texts of ${said.count} entries are`} ` +
        "missing from the file. Look for them in a backup.";
    case "export_cut_off":
      return said.gone
        ? `An export into ${said.folder} was cut off. What it had written in clear was taken away.`
        : `An export into ${said.folder} was cut off, and what it wrote there may still be read by ` +
          "anyone. The page for keeping can take it away, once that folder can be reached.";
    case "draft_beside":
      return `${said.count === 1 ? "One draft was" : `${said.count} drafts were`} begun from an ` +
        "older version of an entry. They are kept beside it.";
  }
}

/** Whether what a notice says is said at every opening until the writer knows of it. */
export function asksToBeKnown({ notice }: Notice): boolean {
  return ["older_copy", "other_history", "log_damaged", "drafts_turned_back"].includes(notice);
}

/** What is wrong with a search. */
export function complaint(said: Complaint): string {
  switch (said.complaint) {
    case "unknown_filter":
      return `“${said.word}” is not a filter.${said.nearest ? ` Did you mean ${said.nearest}?` : ""}`;
    case "bad_value":
      return `${said.filter} does not take “${said.value}”. Try ${said.example}.`;
    case "open_quote":
      return "A quotation mark is still open; it was read to the end.";
    case "too_long":
      return "That is longer than a search can be; the beginning was used.";
  }
}
