import { describe, expect, it } from "vitest";
import type { ClientPage } from "$lib/bindings/ClientPage";
import type { Course } from "$lib/bindings/Course";
import { nextCourse } from "./state.svelte";

const course = (from: number, to: number | null): Course => ({
  id: "k",
  name: "spring",
  client: "w",
  from,
  to,
  archived: false,
  merged: null,
});
const page = (courses: Course[], sessions: (number | null)[]) =>
  ({
    courses: courses.map((one) => ({ course: one, sessions: 0, entries: 0 })),
    stretches: [
      {
        course: null,
        sessions: sessions.map((session) => ({
          session,
          phase: null,
          happened: { utc_ms: 0, offset_min: 0 },
          rows: [],
        })),
      },
    ],
  }) as unknown as ClientPage;

describe("a client's page", () => {
  it("offers the first session that belongs to no course yet", () => {
    expect(nextCourse(page([], [1, 2, null, 3]))).toBe(1);
    expect(nextCourse(page([course(2, 5)], [1, 2, 5, 7, 8]))).toBe(7);
    expect(nextCourse(page([course(2, 5)], [5]))).toBe(6);
    expect(nextCourse(page([], []))).toBe(1);
  });
});
