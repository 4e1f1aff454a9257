import { invoke as cross } from "@tauri-apps/api/core";

/** Half a surrogate pair as JSON writes it: the core takes whole characters only. */
const HALF_A_PAIR = /\\ud[89a-f]/;

function whole(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\p{Surrogate}/gu, "\ufffd");
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, whole(of)]));
}

/** Calls the shell. Half a surrogate pair in any text goes as the replacement character. */
export async function invoke<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  const halves = args && HALF_A_PAIR.test(JSON.stringify(args));
  return cross<T>(command, halves ? (whole(args) as Record<string, unknown>) : args);
}

/**
 * Calls the shell with bytes that it reads by itself: what cannot be read does not keep the call
 * from being made.
 */
export const invokeWithBytes = (command: string, args: Record<string, unknown>) =>
  cross<null>(command, new TextEncoder().encode(JSON.stringify(args)));
