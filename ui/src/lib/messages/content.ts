import type { Form } from "../bindings/Form";
import { locale } from "../locale.svelte";

/** The texts of shipped forms and exercises that American English spells otherwise. */
export const americanContent: Readonly<Record<string, string>> = {
  "Eight colours": "Eight colors",
  "Was the “no” followed by anything alive: breath, colour, humour, sleep?":
    "Was the “no” followed by anything alive: breath, color, humor, sleep?",
  "What would my own therapist recognise in my last three entries?":
    "What would my own therapist recognize in my last three entries?",
  "colour came": "color came",
  "Late, apologised to the chair. Talked about the boiler for twenty minutes; then “anyway”, and her eyes filled. I did not follow up on the boiler.":
    "Late, apologized to the chair. Talked about the boiler for twenty minutes; then “anyway”, and her eyes filled. I did not follow up on the boiler.",
};

const american = (value: unknown): unknown => {
  if (typeof value === "string") return americanContent[value] ?? value;
  if (Array.isArray(value)) return value.map(american);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, american(of)]));
};

/** Returns a shipped definition in the chosen English; what writers made themselves is not changed. */
export const spelled = <T>(definition: T): T =>
  locale.english === "en-US" ? (american(definition) as T) : definition;

/** Returns a form in the chosen English; a custom form keeps the words of its writer. */
export const spelledForm = (form: Form): Form =>
  form.id.startsWith("own_") ? form : spelled(form);
