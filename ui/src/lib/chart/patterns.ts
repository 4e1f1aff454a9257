/** What a stretch of text looks like that belongs in the clinical record. */
export type ChartKind = "risk" | "dose" | "reading" | "time" | "code" | "plan" | "score";

/** One pattern, as data: what it stands for and how it is written. */
export interface ChartPattern {
  kind: ChartKind;
  /** Global and sticky to nothing; with `u`, so that letters of any script bound it. */
  written: RegExp;
}

const NUMBER = String.raw`\d{1,4}(?:[.,]\d{1,3})?`;
const UNIT = "(?:mg|mcg|µg|μg|g|ml|mL|IU)";
const CLOCK = String.raw`(?:[01]?\d|2[0-3])[:.][0-5]\d`;
const before = String.raw`(?<![\p{L}\p{N}])`;
const after = String.raw`(?![\p{L}\p{N}])`;
const of = (kind: ChartKind, body: string, flags = "giu"): ChartPattern => ({
  kind,
  written: new RegExp(before + body + after, flags),
});

/** Every pattern that is looked for; the first that fits a place wins. */
export const PATTERNS: readonly ChartPattern[] = [
  of("risk", String.raw`suicid(?:e|es|al|ality)|self[-\s]?harm(?:s|ed|ing)?|overdos(?:e|ed|ing)`),
  of(
    "risk",
    String.raw`(?:kill|hurt|harm|cut)(?:s|ed|ing|ting)?\s(?:my|him|her|them|your)sel(?:f|ves)`,
  ),
  of(
    "risk",
    String.raw`(?:end|take|took|ending|taking)\s(?:my|his|her|their|your)\s(?:own\s)?li(?:fe|ves)`,
  ),
  of(
    "risk",
    String.raw`(?:want(?:s|ed)?|wish(?:es|ed)?)\s(?:to\s(?:die|be\sdead)|(?:i|he|she|they)\s(?:was|were)\sdead)`,
  ),
  of(
    "risk",
    String.raw`(?:kill|hurt|harm)(?:s|ed|ing)?\s(?:someone|somebody|(?:his|her|their|my)\s(?:wife|husband|partner|child|children|son|daughter|mother|father))`,
  ),
  of(
    "risk",
    String.raw`safeguarding|mandat(?:ed|ory)\sreport(?:s|er|ing)?|duty\sto\s(?:warn|protect|report)|child\s(?:protection|abuse)|elder\sabuse`,
  ),
  of("dose", `${NUMBER}\\s?${UNIT}\\s?(?:/|per|pro)\\s?(?:kg|h|hr|min|day)`),
  of(
    "dose",
    `${NUMBER}\\s?${UNIT}(?:\\s(?:i\\.?m\\.?|i\\.?v\\.?|s\\.?c\\.?|p\\.?o\\.?|s\\.?l\\.?|im|iv|sc|po|sl|orally|sublingual(?:ly)?|intranasal(?:ly)?|lozenges?|troches?))?`,
  ),
  of("reading", String.raw`(?:bp|rr|blood pressure)[\s:]{1,3}\d{2,3}\s?/\s?\d{2,3}`),
  of("reading", String.raw`\d{2,3}\s?/\s?\d{2,3}\s?mm\s?hg`),
  of(
    "reading",
    String.raw`(?:hr|pulse|heart rate|spo2|sats?|o2 sats?|resp(?:iratory)? rate|temp(?:erature)?)[\s:=]{1,3}\d{2,3}(?:[.,]\d)?\s?(?:%|bpm|/min|°\s?[cf])?`,
  ),
  of("reading", String.raw`\d{2,3}\s?bpm`),
  of(
    "time",
    `(?:start(?:ed)?|began|begin|onset|stop(?:ped)?|end(?:ed)?|dosed|dosing|administered|given|discharged|left)(?:\\s(?:at|time))?[\\s:]{1,3}${CLOCK}\\s?(?:am|pm|h)?`,
  ),
  of("code", String.raw`(?:icd|dsm)(?:[-\s]?(?:10|11|iv|5|v))?(?:[-\s](?:cm|tr))?`),
  of("code", String.raw`[FZ]\d{2}\.\d{1,2}`, "gu"),
  of("code", String.raw`6[A-E]\d[0-9A-Z](?:\.[0-9A-Z]{1,2})?`, "gu"),
  of(
    "plan",
    String.raw`(?:plan|treatment plan|rx|dx|diagnosis|medication|prognosis|risk assessment|assessment)\s?:`,
    "giu",
  ),
  of(
    "score",
    String.raw`(?:phq|gad|pcl|madrs|bdi|ham-?d|c-?ssrs|qids|audit|ces-?d|ybocs|y-bocs)(?:[-\s]?(?:2|5|7|9|15|16|20|ii))?(?:\s(?:total|score|of|was|is))?[\s:=]{0,3}\d{1,2}(?:\s?/\s?\d{2,3})?`,
  ),
];
