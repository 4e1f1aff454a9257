export const common = {
  stillroom: "Stillroom",
  today: "Today",
  yesterday: "Yesterday",
  undo: "Undo",
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

/** *Boundary observation* as lists say it: *Boundary*. */
export const shortNoun = (noun: string) => noun.split(" ")[0] ?? noun;
