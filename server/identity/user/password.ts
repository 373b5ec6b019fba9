import { randomInt } from "node:crypto";
import { getSetting } from "@/server/configuration/setting/current";
import { hashPassword } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";

// Without 0 O 1 l I: people read these out and type them.
const ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GENERATED_LENGTH = 20;

/** A random password of about 116 bits, in four groups to be read. */
export function generatePassword(): string {
  let text = "";
  for (let index = 0; index < GENERATED_LENGTH; index += 1) {
    if (index > 0 && index % 5 === 0) text += "-";
    text += ALPHABET.charAt(randomInt(ALPHABET.length));
  }
  return text;
}

/** Throws BAD_INPUT (user.password_too_short) for less than security.passwordLengthMin characters. */
export function requireStrongPassword(password: string, field = "password"): void {
  const min = getSetting("security.passwordLengthMin");
  if ([...password].length >= min) return;
  throw new AppError("BAD_INPUT", { reason: "user.password_too_short", meta: { min, field } });
}

/**
 * The hash of the password given, or of a generated one, which is returned to be shown once.
 * Costs about 120 ms of a core: call it before a transaction, never inside.
 */
export async function givenOrGenerated(given: string | undefined): Promise<{ hash: string; generated: string | null }> {
  if (given) {
    requireStrongPassword(given);
    return { hash: await hashPassword(given), generated: null };
  }
  const generated = generatePassword();
  return { hash: await hashPassword(generated), generated };
}
