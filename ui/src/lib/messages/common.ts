import { locale } from "../locale.svelte";

/** A number as the chosen English writes it: *1,200*. */
export const figure = (value: number) => value.toLocaleString(locale.english);

/** A share as the chosen English writes it: *40%*. */
export const share = (part: number) => part.toLocaleString(locale.english, { style: "percent" });

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
  noted: "Noted",
  continue: "Continue",
  back: "Back",
  number: (count: number) =>
    [
      "none",
      "one",
      "two",
      "three",
      "four",
      "five",
      "six",
      "seven",
      "eight",
      "nine",
      "ten",
      "eleven",
      "twelve",
    ][count] ?? figure(count),
  entries: (count: number) => (count === 1 ? "1 entry" : `${figure(count)} entries`),
};

/** Returns a text with its first letter large, as at the start of a sentence. */
export const first = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A name inside a sentence: *Client’s words* becomes *client’s words*, *GIM’s words* stays. */
export const inSentence = (name: string) =>
  /^(\p{Lu}{2}|\p{Lu}\p{N}|I\b)/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

/** *Boundary observation* as lists write it: *Boundary*; *Inner-work log* is *Inner work*. */
export const shortNoun = (noun: string) => (noun.split(" ")[0] ?? noun).replaceAll("-", " ");
