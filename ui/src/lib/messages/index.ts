/**
 * Every word of the window. A text with blanks is a function, so that a translation can order the
 * blanks as its language needs. The files hold British English; `american.ts` lists what differs.
 */
import { american } from "./american";
import * as british from "./british";
import { inEnglish } from "./english";

export { common as words } from "./common";
export { asksToBeKnown, complaint, failure, notice } from "./failures";

export const arc = inEnglish(british.arc, american.arc);
export const craft = british.craft;
export const desk = inEnglish(british.desk, american.desk);
export const door = british.door;
export const entry = inEnglish(british.entry, american.entry);
export const find = inEnglish(british.find, american.find);
export const hours = british.hours;
export const keep = british.keep;
export const prefs = inEnglish(british.prefs, american.prefs);
