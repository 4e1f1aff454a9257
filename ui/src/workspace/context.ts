import { createContext } from "svelte";
import type { AppSession } from "./session.svelte";
import type { Workspace } from "./workspace.svelte";

/** The open journal, for every part that stands in the workspace. */
export const [useWorkspace, provideWorkspace] = createContext<Workspace>();

/** The window as a whole: locking, quitting, switching journals. */
export const [useSession, provideSession] = createContext<AppSession>();
