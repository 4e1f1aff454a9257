/** The messages that may read otherwise in another English. */
export { attachments } from "./attachments";
export { about } from "./about";
export { records } from "./records";
export { exercises } from "./exercises";
export { forms } from "./forms";
export { lexicon } from "./lexicon";
export { workspace } from "./workspace";
export { unlock } from "./unlock";
export { entry } from "./entry";
export { pictures } from "./pictures";
export { search } from "./search";
export { hours } from "./hours";
export { hourRecord } from "./hour-record";
export { dataSafety } from "./data-safety";
export { imports } from "./imports";
export { settings } from "./settings";
export { sheets } from "./sheets";
