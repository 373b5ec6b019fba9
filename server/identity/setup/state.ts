import { type Db, getDb } from "@/server/kernel/database/client";

export const SETUP_ID = "setup";

/** `hasRoot` without `isComplete`: the wizard goes on, for root alone. */
export type SetupState = { hasRoot: boolean; isComplete: boolean };

const DONE: SetupState = { hasRoot: true, isComplete: true };
const HOLDER = Symbol.for("gatehouse.setupDone");
const shared = globalThis as { [HOLDER]?: true };

/** How far the first-run set-up is. Once it is complete it is so for good, and no query is made. */
export async function getSetupState(): Promise<SetupState> {
  if (shared[HOLDER]) return DONE;
  const state = await readSetupState(getDb());
  if (state.isComplete) shared[HOLDER] = true;
  return state;
}

export async function readSetupState(db: Db): Promise<SetupState> {
  const row = await db.setup.findUnique({ where: { id: SETUP_ID } });
  return { hasRoot: row !== null, isComplete: row?.completedAt != null };
}
