import type { Snippet } from "svelte";
import type { Answer } from "../bindings/Answer";
import type { Field } from "../bindings/Field";

/** Draws a field inside another: what it is, its path, its answer, and what changes it. */
export type Inner = Snippet<[Field, string, Answer | null, (answer: Answer | null) => void]>;
