/** The messages that may read otherwise in another English. */
export { arc } from "./arc";
export { craft } from "./craft";
export { desk } from "./desk";
export { door } from "./door";
export { entry } from "./entry";
export { find } from "./find";
export { hours } from "./hours";
export { keep } from "./keep";
export { prefs } from "./prefs";
