import type { Dispatcher } from "undici";
import { getSetting } from "@/server/configuration/setting/current";
import { upstreamConnections } from "@/server/configuration/setting/outbound";
import { audit } from "@/server/kernel/audit";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { withTransaction } from "@/server/kernel/transaction";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { findProvider } from "@/server/providers/registry";
import { definitionOf } from "../channel/definition";
import { autoDisableChannel, reenableAfterTest } from "../channel/health";
import { readProxy } from "../channel/proxy";
import { resolveSelection } from "../channel/read";
import type { ChannelRow } from "../channel/row";
import { targetOf, upstreamModelOf } from "../channel/target";
import { type ProbeResult, probe } from "./probe";
import type {
  ChannelTestEvent,
  ChannelTestResult,
  ListChannelTestsInput,
  TestChannelInput,
  TestManyInput,
} from "./schema";

const ERROR_LENGTH_MAX = 1_000;
const KEY_ERROR_LENGTH_MAX = 500;

export type TestRunOptions = {
  onEvent?: (event: ChannelTestEvent) => void;
  signal?: AbortSignal;
  /** The job this test is part of: its start is in the audit trail, so its tests are not. */
  jobId?: string;
};

/**
 * Tests a channel with a real request through the adapter and guard that the gateway uses; nobody is charged. The result
 * is stored, and brings back what the system had switched off when the settings allow. Works on disabled channels too.
 * Throws NOT_FOUND and PRECONDITION_FAILED (channel.key_missing, channel.models_missing); an upstream that fails is a result.
 */
export async function runChannelTest(
  ctx: ServiceContext,
  input: TestChannelInput,
  options: TestRunOptions = {},
): Promise<ChannelTestResult> {
  authorize(ctx, "channel.test");
  const where = { id: input.channelId, ownerId: null, deletedAt: null };
  const row = await ctx.db.channel.findFirst({ where, include: TESTED_KEYS });
  if (!row) throw notFound("channel");
  return testRow(ctx, { row, input, dispatcher: upstreamConnections("supply", readProxy(row.proxy)) }, options);
}

/** How a row must be read to be tested: its keys in their order. */
export const TESTED_KEYS = { keys: { orderBy: [{ position: "asc" as const }, { id: "asc" as const }] } };
export type TestedRow = ChannelRow & { keys: Awaited<ReturnType<Db["channelKey"]["findMany"]>> };
type TestRun = { row: TestedRow; input: Omit<TestChannelInput, "channelId">; dispatcher: Dispatcher };

/** Tests a row which a verb has authorised and found. The rest as runChannelTest. */
export async function testRow(
  ctx: ServiceContext,
  { row, input, dispatcher }: TestRun,
  options: TestRunOptions = {},
): Promise<ChannelTestResult> {
  const { onEvent = () => undefined, signal = new AbortController().signal } = options;
  const plan = planTest(row, input);
  const { provider, target, key, model, isStream } = plan;
  onEvent({ kind: "start", model, upstreamModel: target.upstreamModel, keyHint: key.hint, isStream });
  const probed = await probe(
    {
      provider,
      target,
      model,
      isStream,
      dispatcher,
      timeoutMs: getSetting("supply.testTimeoutSeconds") * 1_000,
      signal,
    },
    {
      onStatus: (httpStatus, atMs) => onEvent({ kind: "status", httpStatus, atMs }),
      onDelta: (text, atMs) => onEvent({ kind: "delta", text, atMs }),
    },
  );
  const result = options.jobId === undefined ? probed : orTooSlow(probed);
  const id = await storeResult(ctx, plan, { result, jobId: options.jobId });
  if (result !== probed && plan.channel.isAutoBan && getSetting("supply.autoDisableEnabled")) {
    const reason = `The test took ${result.latencyMs} ms.`;
    await autoDisableChannel(ctx, { channelId: row.id, reason });
  }
  const tested = { channelId: row.id, channelKeyId: key.id, ownerId: row.ownerId };
  const isReenabled = result.isOk && (await reenableAfterTest(ctx, tested));
  const full: ChannelTestResult = { id, ...result, isReenabled };
  onEvent({ kind: "end", result: full });
  return full;
}

/** In a test of many, a channel that answers too late has failed. Somebody who tests one looks at the time themselves. */
function orTooSlow(result: ProbeResult): ProbeResult {
  const maxMs = getSetting("supply.slowTestSeconds") * 1_000;
  const isSlow = result.isOk && maxMs > 0 && result.latencyMs > maxMs;
  return isSlow ? { ...result, isOk: false, error: "channel.test_slow" } : result;
}

type TestPlan = ReturnType<typeof planTest>;

function planTest(row: TestedRow, input: TestRun["input"]) {
  const provider = findProvider(row.provider);
  if (!provider) throw notFound("channel");
  const enabled = row.keys.find((candidate) => candidate.status === "enabled") ?? row.keys[0];
  const key = input.keyId ? row.keys.find((candidate) => candidate.id === input.keyId) : enabled;
  if (!key) throw new AppError("PRECONDITION_FAILED", { reason: "channel.key_missing" });
  const definition = definitionOf(row);
  const model = input.model ?? (definition.testModel || definition.models[0]);
  if (!model) throw new AppError("PRECONDITION_FAILED", { reason: "channel.models_missing" });
  const upstreamModel = upstreamModelOf(definition, model);
  const target = targetOf(definition, { secret: key.secret, headers: row.headers, upstreamModel });
  return {
    channel: { id: row.id, name: row.name, isAutoBan: row.isAutoBan },
    key,
    provider,
    target,
    model,
    isStream: input.isStream ?? false,
  };
}

async function storeResult(
  ctx: ServiceContext,
  plan: TestPlan,
  outcome: { result: ProbeResult; jobId: string | undefined },
): Promise<string> {
  const { channel, key, model, isStream } = plan;
  const { result, jobId } = outcome;
  const id = newId("tst");
  await withTransaction(ctx, async (tx) => {
    const now = tx.clock();
    await tx.db.channelTest.create({
      data: {
        id,
        channelId: channel.id,
        keyId: key.id,
        model,
        isStream,
        isOk: result.isOk,
        httpStatus: result.httpStatus,
        latencyMs: result.latencyMs,
        firstTokenMs: result.firstTokenMs,
        answer: result.answer,
        error: result.error.slice(0, ERROR_LENGTH_MAX),
        jobId: jobId ?? null,
        actorId: actorId(tx),
        createdAt: now,
      },
    });
    const responseTimeMs = result.isOk ? { responseTimeMs: result.latencyMs } : {};
    await tx.db.channel.updateMany({ where: { id: channel.id }, data: { testedAt: now, ...responseTimeMs } });
    // A key that was switched off keeps the reason for that.
    await tx.db.channelKey.updateMany({
      where: { id: key.id, status: "enabled" },
      data: result.isOk
        ? { lastError: "", lastErrorAt: null }
        : { lastError: result.error.slice(0, KEY_ERROR_LENGTH_MAX), lastErrorAt: now },
    });
    if (jobId !== undefined) return;
    await audit(tx, {
      action: "channel.test",
      target: { kind: "channel", id: channel.id, label: channel.name },
      after: { model, isStream, isOk: result.isOk, httpStatus: result.httpStatus },
    });
  });
  return id;
}

/** The stored tests of a channel, the newest first. */
export async function listChannelTests(ctx: ServiceContext, input: ListChannelTestsInput) {
  authorize(ctx, "channel.read");
  const { channelId, cursor, limit } = input;
  const rows = await ctx.db.channelTest.findMany({
    where: { AND: [{ channelId }, olderThan(cursor)] },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const keyIds = [...new Set(rows.flatMap((row) => row.keyId ?? []))];
  const keys = await ctx.db.channelKey.findMany({ where: { id: { in: keyIds } }, select: { id: true, hint: true } });
  const hints = new Map(keys.map((key) => [key.id, key.hint]));
  return toPage(rows, limit, ({ keyId, ...row }) => ({ ...row, keyHint: keyId ? (hints.get(keyId) ?? null) : null }));
}

/** Tests many channels as a job with a report of each. Throws BAD_INPUT when the selection is empty. */
export async function startTestJob(
  ctx: ServiceContext,
  input: TestManyInput,
): Promise<{ jobId: string; count: number }> {
  authorize(ctx, "channel.test");
  const targets = await resolveSelection(ctx, input.selection);
  const jobId = await enqueueJob(ctx, { kind: "channel.test", params: { isStream: input.isStream }, targets });
  return { jobId, count: targets.length };
}
