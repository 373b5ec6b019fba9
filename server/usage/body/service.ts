import { audit } from "@/server/kernel/audit";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { ReadBodiesInput } from "../inspector/schema";
import { unpackBody } from "./codec";

/** Above the largest limit a body can have been cut at, in whatever characters. */
const TEXT_BYTES_MAX = 8 * 1024 * 1024;

export type RequestBodies = {
  request: string | null;
  response: string | null;
  requestBytes: number;
  responseBytes: number;
  isCut: boolean;
};

/**
 * What a request asked and was answered, where that was kept. One's own needs no reason; anybody else's needs one, and each
 * look is written into the audit trail. Throws NOT_FOUND when nothing was kept, BAD_INPUT without a reason, FORBIDDEN.
 */
export async function readRequestBodies(ctx: ServiceContext, input: ReadBodiesInput): Promise<RequestBodies> {
  authorize(ctx, "log.readBodyOwn");
  const row = await ctx.db.logBody.findUnique({ where: { requestId: input.id } });
  const isOwn = row !== null && row.userId !== null && row.userId === actorId(ctx);
  // To those who may not read other people's there is nothing at a foreign id.
  if (!row || !(isOwn || isAllowed(ctx, "log.readAny"))) throw notFound("body");
  if (!isOwn) await recordLook(ctx, input);
  const [request, response] = await Promise.all([unpack(row.request), unpack(row.response)]);
  const { requestBytes, responseBytes, isCut } = row;
  return { request, response, requestBytes, responseBytes, isCut };
}

/** Before anything is shown: a look without its record must not happen. */
async function recordLook(ctx: ServiceContext, { id, reason }: ReadBodiesInput): Promise<void> {
  authorize(ctx, "log.readBodyAny");
  if (reason === undefined)
    throw new AppError("BAD_INPUT", { reason: "inspect.reason_needed", meta: { field: "reason" } });
  await withTransaction(ctx, (tx) =>
    audit(tx, { action: "log.readBody", target: { kind: "log", id, label: id }, reason }),
  );
}

function unpack(bytes: Uint8Array | null): Promise<string> | null {
  return bytes === null ? null : unpackBody(bytes, TEXT_BYTES_MAX);
}
