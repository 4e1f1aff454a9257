/**
 * Every word the window says. Parts with blanks are functions, so that a translation can order
 * them as its language needs.
 */
export const locale = "en-GB";

export { arc } from "./arc";
export { common as words } from "./common";
export { craft } from "./craft";
export { desk } from "./desk";
export { door } from "./door";
export { entry } from "./entry";
export { asksToBeKnown, complaint, failure, notice } from "./failures";
export { find } from "./find";
export { keep } from "./keep";
export { prefs } from "./prefs";
