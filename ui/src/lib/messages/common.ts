export const common = {
  stillroom: "Stillroom",
  today: "Today",
  yesterday: "Yesterday",
  undo: "Undo",
  said: "Just done",
  close: "Close",
  cancel: "Cancel",
  done: "Done",
  add: "Add",
  remove: "Remove",
  clear: "Clear",
  noted: "Noted",
  continue: "Continue",
  back: "Back",
  number: (count: number) =>
    ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve"][count] ?? String(count),
  entries: (count: number) => (count === 1 ? "1 entry" : `${count.toLocaleString("en-GB")} entries`),
};

/** Writes a count in a sentence's first place. */
export const first = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A name inside a sentence: *Their words* becomes *their words*, *GIM's words* stays. */
export const inSentence = (name: string) =>
  /^(\p{Lu}{2}|\p{Lu}\p{N}|I\b)/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

/** *Boundary observation* as lists say it: *Boundary*; *Inner-work log* is *Inner work*. */
export const shortNoun = (noun: string) => (noun.split(" ")[0] ?? noun).replaceAll("-", " ");
