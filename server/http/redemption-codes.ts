import { csvLine, dollarText } from "@/server/files/csv";
import { AppError, HTTP_STATUS_BY_CODE, toAppError } from "@/server/kernel/errors";
import { logger } from "@/server/kernel/logger";
import { type CodeFormat, TakeCodesInput } from "@/server/money/redemption/schema";
import { type TakenCodes, takeCodes } from "@/server/money/redemption/service/take";
import { createContext, type RequestContext } from "@/server/trpc/context";
import { csvResponse, fileResponse } from "./file-response";
import { isFromOurPage } from "./own-page";

/** Codes a chunk: making them takes a few milliseconds, then others have their turn. */
const CODES_A_CHUNK = 1_000;

/**
 * Gives out the codes of a batch, the one time: a POST, because it changes what is stored. Only for our own pages. A refusal
 * has the shape of a procedure's, so that the console words it, and asks for the password, in the same way.
 */
export async function downloadCodes(request: Request): Promise<Response> {
  const context = await createContext(request.headers);
  try {
    if (!isFromOurPage(request)) throw new AppError("FORBIDDEN", { reason: "common.forbidden" });
    if (!context.service) throw new AppError("UNAUTHENTICATED", { reason: "common.signed_out" });
    const input = TakeCodesInput.safeParse(await request.json().catch(() => null));
    if (!input.success) throw new AppError("BAD_INPUT", { reason: "common.bad_input" });
    return answer(await takeCodes(context.service, input.data), input.data.format);
  } catch (error) {
    return refusal(error, context);
  }
}

function answer(taken: TakenCodes, format: CodeFormat): Response {
  const name = `codes-${taken.batch.id}.${format}`;
  return format === "csv"
    ? csvResponse(name, csvChunks(taken))
    : fileResponse(textChunks(taken), { name, type: "text/plain; charset=utf-8" });
}

async function* csvChunks({ batch, codes }: TakenCodes): AsyncGenerator<string> {
  yield csvLine(["code", "batch", "usd", "valid_from", "valid_until"]);
  const facts = [batch.name, dollarText(batch.quota), iso(batch.validFrom), iso(batch.validUntil)];
  for (const chunk of chunksOf(codes)) yield chunk.map((code) => csvLine([code, ...facts])).join("");
}

async function* textChunks({ codes }: TakenCodes): AsyncGenerator<string> {
  for (const chunk of chunksOf(codes)) yield `${chunk.join("\n")}\n`;
}

function* chunksOf(codes: Iterable<string>): Generator<string[]> {
  let chunk: string[] = [];
  for (const code of codes) {
    chunk.push(code);
    if (chunk.length < CODES_A_CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function iso(date: Date | null): string {
  return date?.toISOString() ?? "";
}

function refusal(error: unknown, { requestId }: RequestContext): Response {
  const { code, reason, meta, cause } = toAppError(error);
  if (code === "INTERNAL") logger.error({ err: cause ?? error, requestId }, "codes could not be given out");
  const app = { code, reason: reason ?? null, meta: meta ?? null, requestId };
  return Response.json({ app }, { status: HTTP_STATUS_BY_CODE[code], headers: { "cache-control": "no-store" } });
}
