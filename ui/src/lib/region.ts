declare global {
  interface Window {
    /** The region of the system's dates, as the shell read it: `de-DE`, `system`, or empty. */
    stillroomRegion?: string;
  }
}

/** Countries that write the month before the day where a year does not lead. */
const MONTH_FIRST = new Set([
  "US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "UM", "VI", "CN", "HU", "JP", "KP", "KR", "MN", "TW",
]);

function known(tag: string): Intl.Locale | null {
  try {
    return tag === "" ? null : new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

function ofSystem(): string {
  const told = window.stillroomRegion ?? "";
  return told === "system" ? navigator.language : told;
}

/** Whether 11/12 is the twelfth of November in that region. */
export const isMonthFirst = (region: string) => MONTH_FIRST.has(known(region)?.region ?? "");

/** Whether clocks go from one to twelve twice there. */
export function hasTwelveHours(region: string): boolean {
  if (!known(region)) return false;
  return new Intl.DateTimeFormat(region, { hour: "numeric" }).resolvedOptions().hour12 === true;
}

/** The region whose dates and clock are read and shown. */
export const region = ofSystem();
export const monthFirst = isMonthFirst(region);
export const twelveHours = hasTwelveHours(region);
/** The English in which dates are shown: that of the region, or one of its order. */
export const dateLocale = known(region)?.language === "en" ? region : monthFirst ? "en-US" : "en-GB";
