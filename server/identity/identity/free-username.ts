import { randomInt } from "node:crypto";
import type { ServiceContext } from "@/server/kernel/context";
import { Username } from "../user/schema";

const LENGTH_MAX = 40;
const ATTEMPTS_MAX = 20;
const SUFFIX_MAX = 1_000_000;

/** A user name nobody has, as near to what somebody is called elsewhere as our rule for names allows. */
export async function freeUsername(tx: ServiceContext, wanted: string): Promise<string> {
  const cleaned = wanted
    .split("@", 1)
    .join("")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
    .replaceAll(/^[._-]+|[._-]+$/g, "")
    .slice(0, LENGTH_MAX);
  const base = Username.safeParse(cleaned).success ? cleaned : "user";
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const username = attempt === 0 && base !== "user" ? base : `${base}-${randomInt(SUFFIX_MAX)}`;
    if ((await tx.db.user.count({ where: { username } })) === 0) return username;
  }
  return `${base}-${randomInt(SUFFIX_MAX)}-${randomInt(SUFFIX_MAX)}`;
}
