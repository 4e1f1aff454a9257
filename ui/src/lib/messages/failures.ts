import type { Complaint } from "../bindings/Complaint";
import type { OddKind } from "../bindings/OddKind";
import type { Notice } from "../bindings/Notice";
import type { Failure } from "../failure";
import { figure } from "./common";

/** What is wrong with something in the journal's folder. */
const oddIs: Record<OddKind, string> = {
  link: "is a link. A journal’s files and folders must not be links.",
  many_names: "has a second name elsewhere (a hard link), so both would change together.",
  special: "is neither a file nor a folder.",
  folder_for_file: "is a folder where a file belongs.",
  rollback:
    "was left by another program; opening the journal with it there could change the journal.",
};

/** One sentence for each cause; each says what is safe. */
export function failure({ code, position, nearest, found, odd, edgeSpace }: Failure): string {
  switch (code) {
    case "wrong_passphrase":
      return (
        "That is not the passphrase. Nothing was changed; try again." +
        (edgeSpace ? " What you typed starts or ends with a space, and the space counts." : "")
      );
    case "damaged_slot":
      return (
        "The part of the file for this passphrase is damaged. Your entries are not affected: " +
        "the recovery words still open them."
      );
    case "words_count":
      return (
        `There are twelve recovery words${found === undefined ? "" : `; you typed ${found}`}.` +
        " Nothing was changed."
      );
    case "words_unknown":
      return (
        `Word ${position ?? ""} is not on the list.` +
        `${nearest ? ` Did you mean “${nearest}”?` : ""} Nothing was changed.`
      );
    case "words_checksum":
      return (
        "These are valid words, but not in this order. Check them against your paper. " +
        "Nothing was changed."
      );
    case "wrong_words":
      return "These are valid recovery words, but not for this journal. Nothing was changed.";
    case "weak_passphrase":
      return "This passphrase is too easy to guess. Nothing was changed; choose a longer one.";
    case "too_costly":
      return (
        "Opening this journal takes more memory than is free right now. Close other programs " +
        "and try again; nothing was changed."
      );
    case "not_a_journal":
      return "This is not a Stillroom journal. Nothing was changed.";
    case "already_open":
      return "This journal is open in another window. Your entries are safe; close it there first.";
    case "too_new":
      return (
        "This journal was written by a newer Stillroom. Nothing was changed; " +
        "update Stillroom to open it."
      );
    case "damaged":
      return (
        "Part of the file can’t be read. Nothing was changed. " +
        "Copy it before you do anything else."
      );
    case "read_only":
      return "the journal’s folder is read-only";
    case "disk_full":
      return "the disk is full";
    case "path_too_long":
      return "That path is too long. Choose a shorter one; nothing was changed.";
    case "not_absolute":
      return "That path is not complete. Start it with / or ~; nothing was changed.";
    case "not_there":
      return "That file or folder doesn’t exist, or its disk is not connected. Nothing was changed.";
    case "io":
      return "the disk or the system refused to read or write";
    case "database":
      return "the database reported an error; what was saved before is safe";
    case "index":
      return (
        "The search index could not be read or written. What you wrote is safe; Stillroom rebuilds " +
        "search at the next unlock."
      );
    case "odd_file":
      return odd
        ? `In the journal’s folder, “${odd.name}” ${oddIs[odd.is]} Nothing was touched. Move it ` +
            "out of the folder and try again."
        : "The journal’s folder contains something that Stillroom did not put there. Nothing was touched.";
    case "replaced":
      return (
        "the journal’s files were moved, removed or replaced while it was open; put them back, " +
        "or copy what you see here before you close Stillroom"
      );
    case "no_such_entry":
      return "That entry no longer exists.";
    case "no_such_client":
      return "That client no longer exists.";
    case "moved_on":
      return "this entry was changed elsewhere; both versions are safe";
    case "closed":
      return "this entry is closed and can’t be changed";
    case "alias_taken":
      return "Another client has this alias. Choose a different one.";
    case "alias_empty":
      return "An alias needs at least one letter.";
    case "bad_appointment":
      return "Choose a weekday and a time, such as 14:00. Nothing was changed.";
    case "bad_hours":
      return (
        "Hours need minutes (at most 10,080), a note of at most 80 characters and a group of 1 to 99. " +
        "A period to sign needs kept hours. Nothing was changed."
      );
    case "scheme_used":
      return "A placement counts under this scheme. Choose another one there first.";
    case "unknown_form":
      return "This entry was written with a form that this Stillroom does not know. It is safe.";
    case "no_such_record":
      return "That no longer exists. Nothing was changed.";
    case "name_empty":
      return "A name needs at least one word. Nothing was changed.";
    case "name_taken":
      return "That name is taken. Choose another, or merge the two.";
    case "same_record":
      return "These are already the same. Nothing was changed.";
    case "sessions_overlap":
      return (
        "Two courses of one client can’t share a session, and a course can’t end before it starts. " +
        "Nothing was changed."
      );
    case "not_closed":
      return "Only a closed entry takes an addendum. You can still write in this one.";
    case "bad_answer":
      return "one answer does not fit its field; your text is saved as a draft";
    case "attachment_too_large":
      return "This file is larger than 100 MB. Nothing was added.";
    case "attachments_full":
      return "All files together would take more than 2 GB, which is the most that a journal holds. Nothing was added.";
    case "file_unreadable":
      return "The file can’t be read. Nothing was added.";
    case "too_large":
      return "this entry is too large to save; move part of it to a new one";
    case "too_deep":
      return "lists or quotations are nested too deep, more than forty levels; remove some levels";
    case "too_many_slots":
      return (
        "That did not open it. The file has more passphrases or sets of words than Stillroom makes: " +
        "someone has altered it. Your entries are not affected; the recovery words or a backup may still open it."
      );
    case "on_hold":
      return "A legal hold covers this. Nothing was erased.";
    case "not_in_trash":
      return "Only entries in the trash can be erased. Nothing was changed.";
    case "plan_changed":
      return "What would be erased has changed since you saw it. Nothing was erased; look again.";
    case "no_such_day":
      return "No calendar has this day. Nothing was changed.";
    case "not_written":
      return "This page could not be written as a file. Nothing was saved.";
    case "no_printing":
      return (
        "This desktop offers no printing to other programs. Nothing was printed; " +
        "what can be saved as PDF can be printed from there."
      );
    case "print_unanswered":
      return (
        "The desktop’s printing service does not answer. Look whether the page is in the print queue; " +
        "if it is not, save it as PDF and print that."
      );
    case "not_printed":
      return "The desktop could not print the page. Save it as PDF and print that.";
    case "too_many_filled":
      return "This page has room for three filled windows. Choose which; nothing was lost.";
    case "too_many_sources":
      return "One page holds at most a thousand entries. Narrow the search; nothing was made.";
    case "words_in_will":
      return (
        "This text contains recovery words. Say where they are, never what they are. " +
        "Nothing was saved."
      );
    case "place_inside":
      return (
        "Backups and exports can’t be stored inside a journal’s folder. Choose another folder; " +
        "nothing was changed."
      );
    case "pages_wait":
      return "Something you wrote is still waiting to be saved. Save it before you change the keys.";
    case "no_such_backup":
      return "That backup no longer exists, or is not this journal’s. Nothing was changed.";
    case "source_changed":
      return "The file or folder has changed since Stillroom read it. Choose it again.";
    case "nothing_to_bring_in":
      return "Nothing in it can be imported.";
    case "erased_meanwhile":
      return "Something was erased during the copy, so the copy was deleted. Make another one.";
    case "other_journal":
      return "This belongs to another journal. Nothing was changed.";
    case "not_verified":
      return "The copy was incomplete and has been deleted. Your journal is not affected.";
    case "cancelled":
      return "Cancelled. Nothing was changed.";
    case "exists":
      return "That name already exists. Nothing was overwritten.";
    case "last_verified":
      return "This is the only checked backup. Make another one first.";
    case "locked":
      return "the journal is locked";
    case "busy":
      return "Something else is still under way. Your text is still here; try again in a moment.";
    case "no_home_folder":
      return "Stillroom can’t find your documents folder. Choose a folder yourself.";
    case "window":
      return "The journal is locked, but the unlock screen can’t be shown. Start Stillroom again.";
    case "internal":
      return "something went wrong inside Stillroom";
  }
}

/** What the journal has to say about itself after it was opened. */
export function notice(said: Notice): string {
  switch (said.notice) {
    case "chain_broken":
      return (
        "From one point on, this file no longer proves that it is complete and in order. " +
        "Everything that can be read is shown. Compare it with a backup."
      );
    case "unreadable":
      return (
        `${said.count === 1 ? "One entry" : `${figure(said.count)} entries`} can’t be read. ` +
        "The rest is complete. Nothing was changed."
      );
    case "older_copy":
      return (
        `This copy is older than the one last open on this computer, by ${figure(said.behind)} ` +
        "changes. If you did not put it here yourself, look for the newer one."
      );
    case "other_history":
      return (
        "This copy comes from an older one and has changed since: it is not the journal last open on " +
        "this computer. If you did not put it here yourself, look for the other one."
      );
    case "from_newer":
      return (
        `${said.count === 1 ? "One entry was" : `${figure(said.count)} entries were`} written by a ` +
        "newer Stillroom. Nothing is lost; parts may not show here."
      );
    case "slots_replaced":
      return (
        "The passphrase or words on this file are not the latest: older ones may open it. " +
        "If you did not put an older file here, set a new passphrase."
      );
    case "heads_differ":
      return (
        "The list of newest versions did not match. Stillroom shows the newest version of every entry " +
        "that the file itself proves."
      );
    case "log_damaged":
      return (
        "Some of your latest writing was damaged on the disk and is gone. Everything that " +
        "can be read is shown. Compare it with a backup."
      );
    case "drafts_turned_back":
      return (
        "Something you had saved is missing from this file, or is there only in an older version. " +
        "If you did not put an older file here, look at what you wrote last."
      );
    case "bodies_missing":
      return (
        `${said.count === 1 ? "The text of one entry is" : `The texts of ${figure(said.count)} entries are`} ` +
        "missing from the file. Look for them in a backup."
      );
    case "export_cut_off":
      return said.gone
        ? `An export to ${said.folder} was interrupted. Its unencrypted files were deleted.`
        : `An export to ${said.folder} was interrupted, and its files there are not encrypted. ` +
            "Delete them under Safekeeping once that folder can be reached.";
    case "draft_beside":
      return (
        `${said.count === 1 ? "One draft is" : `${figure(said.count)} drafts are`} based on an older version ` +
        "of an entry. Open the entry to see it."
      );
  }
}

/** Whether a notice is shown at every unlock until the writer confirms it. */
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
      return "A quotation mark is not closed; Stillroom read it to the end.";
    case "too_long":
      return "That search is too long; only the start was used.";
  }
}
