import { randomInt } from "node:crypto";
import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";

const MINUTE_MS = 60_000;

// Without 0 o 1 l i: people read these from one screen and type them on another.
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

/** `verify_email` is typed together with its address (40 bits); `reset_password` stands alone for an account (100 bits). */
export type CodePurpose = "verify_email" | "reset_password";
const LENGTH = { verify_email: 8, reset_password: 20 } as const satisfies Record<CodePurpose, number>;

type NewCode = { purpose: CodePurpose; email: string; userId: string | null };

/** How long a code made now holds. */
export function codeMinutes(): number {
  return getSetting("identity.mailCodeMinutes");
}

/** Makes a code that holds for the site's time and once; an older one for the same purpose and address ends. Out: the code. */
export async function createCode(tx: ServiceContext, { purpose, email, userId }: NewCode): Promise<string> {
  const now = tx.clock();
  await tx.db.mailCode.updateMany({ where: { purpose, email, consumedAt: null }, data: { consumedAt: now } });
  const code = randomCode(LENGTH[purpose]);
  await tx.db.mailCode.create({
    data: {
      id: newId("mlc"),
      purpose,
      userId,
      email,
      hash: hashOf(purpose, email, code),
      expiresAt: new Date(now.getTime() + codeMinutes() * MINUTE_MS),
      createdAt: now,
    },
  });
  return code;
}

type GivenCode = { purpose: CodePurpose; code: string; email: string };

/**
 * Uses a code up, in the transaction of what it allows. Out: its row, or null when it is unknown, old or used. Of two who
 * bring the same code at once one gets it.
 */
export async function consumeCode(tx: ServiceContext, { purpose, code, email }: GivenCode) {
  const now = tx.clock();
  const row = await tx.db.mailCode.findUnique({ where: { hash: hashOf(purpose, email, code) } });
  if (!row || row.consumedAt !== null || row.expiresAt <= now) return null;
  const { count } = await tx.db.mailCode.updateMany({
    where: { id: row.id, consumedAt: null },
    data: { consumedAt: now },
  });
  return count === 1 ? row : null;
}

/** In groups of five, to be read and typed. */
export function grouped(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join("-");
}

function randomCode(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

/** The address is part of the hash where the code is too short to stand alone. */
function hashOf(purpose: CodePurpose, email: string, code: string): string {
  return sha256Hex(purpose === "verify_email" ? `${purpose}:${email}:${code}` : `${purpose}:${code}`);
}
