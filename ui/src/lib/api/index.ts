/** Every call of the window to the shell, by room. */
export * from "./attachments";
export * from "./basket";
export * from "./data-safety";
export * from "./entries";
export * from "./exercises";
export * from "./follow-ups";
export * from "./forms";
export * from "./hours";
export * from "./imports";
export * from "./jottings";
export * from "./keys";
export * from "./lexicon";
export * from "./records";
export * from "./search";
export * from "./settings";
export * from "./sheets";
export * from "./unlock";
