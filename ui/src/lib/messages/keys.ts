/** Keys that belong to a part rather than to a command. */
export const sheetRows = {
  writing: [
    { name: "Set a scale", keys: "0 to 9" },
    { name: "Move a scale", keys: "\u2190 \u2192" },
    { name: "Clear a scale", keys: "Backspace" },
    { name: "Along a row of words", keys: "\u2190 \u2192" },
    { name: "Choose a word", keys: "Space" },
    { name: "Next field", keys: "Tab" },
    { name: "Undo", keys: "Ctrl Z" },
  ],
  lists: [
    { name: "Down, up", keys: "J K" },
    { name: "First, last", keys: "Home End" },
    { name: "Open; once open, go into the text", keys: "Enter" },
    { name: "Rail, list and page in turn", keys: "F6" },
    { name: "Next found place", keys: "F3" },
    { name: "Place before", keys: "Shift F3" },
    { name: "Out of the text, the page, the list", keys: "Esc" },
  ],
};
