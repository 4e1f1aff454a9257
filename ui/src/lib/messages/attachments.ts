import type { Attachment } from "../bindings/Attachment";
import { figure } from "./common";

const UNITS = ["bytes", "KB", "MB"] as const;

function size(bytes: number): string {
  const at = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const value = bytes / 1000 ** at;
  const shown = at === 2 && value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${figure(shown)} ${UNITS[at]}`;
}

const kinds: Record<Attachment["kind"], string> = {
  picture: "Picture",
  other_picture: "Picture",
  pdf: "PDF",
  audio: "Recording",
  video: "Film",
  other: "File",
};

function cleaned({ kind, cleaned: what }: Attachment): string {
  if (what === "removed") return "position and other details removed";
  if (what === "nothing_found") return "no position in it";
  if (kind === "picture" || kind === "other_picture")
    return "kept as it is; it may say where it was taken";
  return "kept as it is, with what it says about its maker";
}

export const attachments = {
  add: "Add a file",
  addingFile: "Adding a file",
  cancel: "Cancel",
  noText: "Put the caret in a text first.",
  line: (file: Attachment) => `${size(file.size)}, ${cleaned(file)}`,
  card: (file: Attachment) => `${kinds[file.kind]}, ${size(file.size)}, ${cleaned(file)}`,
  caption: "Caption",
  group: (name: string) => `Attached file ${name}`,
  describe: "Describe",
  alt: "What the picture shows, for a screen reader",
  noAlt: (name: string) => `Picture ${name}, not described`,
  save: "Save a copy…",
  clear: "The copy is in clear: anyone who can open its folder can read it.",
  choose: "Choose where…",
  saved: (name: string) => `${name} saved, in clear`,
  remove: "Remove",
  erased: "This file was erased.",
  unreadable: "This file can’t be read. Settings, Journal health says more.",
  undrawn: "This picture can’t be shown. A copy of it can be saved.",
} as const;
