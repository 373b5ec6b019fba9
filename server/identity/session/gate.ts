import { headers } from "next/headers";
import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { getDb } from "@/server/kernel/database/client";
import { getSetupState } from "../setup/state";
import { REQUESTED_PATH_HEADER, signInPathFor } from "./requested-path";
import { getViewer } from "./viewer";

/** Where the sign-in page sends somebody who has no business there, or null. */
export async function leaveSignIn(): Promise<string | null> {
  const [viewer, setup] = await Promise.all([getViewer(), getSetupState()]);
  if (!setup.hasRoot) return "/setup";
  return viewer ? "/" : null;
}

/** `signIn`: a root account exists, and only it may go on. */
export type SetupEntry = "visitor" | "root" | "signIn" | "done";

/** What the set-up page shows to whoever opens it. */
export async function setupEntry(): Promise<SetupEntry> {
  const [viewer, setup] = await Promise.all([getViewer(), getSetupState()]);
  if (setup.isComplete) return "done";
  if (!setup.hasRoot) return "visitor";
  return viewer?.role === "root" ? "root" : "signIn";
}

/** The sign-in page, with the way back to the page that was asked for; for the bare address the site's own home page. */
export async function signInPath(): Promise<string> {
  const path = signInPathFor((await headers()).get(REQUESTED_PATH_HEADER));
  await refreshSettings(getDb());
  return path === "/login" && getSetting("site.homeContent") !== "" ? "/welcome" : path;
}
