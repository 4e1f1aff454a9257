import american from "../../../../content/american.json";
import type { Form } from "../bindings/Form";
import { locale } from "../locale.svelte";

/** The texts of shipped forms and exercises that American English spells otherwise. */
export const americanContent: Readonly<Record<string, string>> = american;

const inAmerican = (value: unknown): unknown => {
  if (typeof value === "string") return americanContent[value] ?? value;
  if (Array.isArray(value)) return value.map(inAmerican);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, inAmerican(of)]));
};

/** Returns a shipped definition in the chosen English; what writers made themselves is not changed. */
export const spelled = <T>(definition: T): T =>
  locale.english === "en-US" ? (inAmerican(definition) as T) : definition;

/** Returns a form in the chosen English; a custom form keeps the words of its writer. */
export const spelledForm = (form: Form): Form =>
  form.id.startsWith("own_") ? form : spelled(form);
