import { cipherKeyIds } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { prismaCode } from "@/server/kernel/errors";

/** Notes at a process's start which keys it was given: a key's age counts from the first time any process had it. */
export async function noteCipherKeys(db: Db): Promise<void> {
  for (const keyId of cipherKeyIds()) {
    try {
      await db.cipherKeyUse.upsert({ where: { keyId }, create: { keyId }, update: {} });
    } catch (error) {
      // Two processes that start at once: the other has noted it.
      if (prismaCode(error) !== "P2002") throw error;
    }
  }
}
