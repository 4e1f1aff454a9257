/** Keys that belong to a part rather than to a command. */
export const sheetRows = {
  writing: [
    { name: "Set a scale", keys: "0 to 9" },
    { name: "Move a scale", keys: "\u2190 \u2192" },
    { name: "Clear a scale", keys: "Backspace" },
    { name: "Move along choices", keys: "\u2190 \u2192" },
    { name: "Select a choice", keys: "Space" },
    { name: "Next field", keys: "Tab" },
    { name: "Undo", keys: "Ctrl Z" },
  ],
  lists: [
    { name: "Down, up", keys: "J K" },
    { name: "First, last", keys: "Home End" },
    { name: "Open; once open, go into the text", keys: "Enter" },
    { name: "Sidebar, list and page in turn", keys: "F6" },
    { name: "Next match", keys: "F3" },
    { name: "Previous match", keys: "Shift F3" },
    { name: "Leave the text, the page, the list", keys: "Esc" },
  ],
};
