const CLEARED_AFTER_MS = 60_000;

let clearing: ReturnType<typeof setTimeout> | undefined;

function copyByHand(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
  }
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return text !== "" && copyByHand(text);
  }
}

async function clear(text: string): Promise<void> {
  try {
    // Something else that was copied since stays.
    if ((await navigator.clipboard.readText()) !== text) return;
  } catch {
    // What cannot be read is cleared all the same: rather too much than the note left behind.
  }
  await write("");
}

/** Copies a text and clears it from the clipboard after a minute; tells whether it was copied. */
export async function copyForAMinute(text: string): Promise<boolean> {
  const copied = await write(text);
  if (!copied) return false;
  clearTimeout(clearing);
  clearing = setTimeout(() => void clear(text), CLEARED_AFTER_MS);
  return true;
}
