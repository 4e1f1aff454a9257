/**
 * Every word of the window. A text with blanks is a function, so that a translation can order the
 * blanks as its language needs. The files hold British English; `american.ts` lists what differs.
 */
import { american } from "./american";
import * as british from "./british";
import { inEnglish } from "./english";

export { common as words } from "./common";
export { asksToBeKnown, complaint, failure, notice } from "./failures";

export const about = inEnglish(british.about, american.about);
export const records = inEnglish(british.records, american.records);
export const exercises = british.exercises;
export const forms = british.forms;
export const lexicon = british.lexicon;
export const workspace = inEnglish(british.workspace, american.workspace);
export const unlock = british.unlock;
export const calendar = inEnglish(british.calendar, american.calendar);
export const entry = inEnglish(british.entry, american.entry);
export const pictures = inEnglish(british.pictures, american.pictures);
export const search = inEnglish(british.search, american.search);
export const hours = british.hours;
export const hourRecord = british.hourRecord;
export const dataSafety = british.dataSafety;
export const sheets = inEnglish(british.sheets, american.sheets);
export const imports = british.imports;
export const attachments = british.attachments;
export const settings = inEnglish(british.settings, american.settings);
