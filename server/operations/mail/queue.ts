import type { ServiceContext } from "@/server/kernel/context";
import { encryptSecret } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import type { MailText } from "./transport";

const SUBJECT_LENGTH_MAX = 255;

/**
 * Puts a mail into the outbox in the caller's transaction: it is sent when that is committed, and tried again while the
 * server is away. Out: its id.
 */
export async function queueMail(tx: ServiceContext, mail: MailText): Promise<string> {
  const id = newId("mlm");
  const now = tx.clock();
  await tx.db.mailMessage.create({
    data: {
      id,
      toAddress: mail.to,
      subject: mail.subject.slice(0, SUBJECT_LENGTH_MAX),
      body: encryptSecret(mail.text),
      nextAttemptAt: now,
      createdAt: now,
    },
  });
  return id;
}
