import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { cipherKeyIds } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { SECRET_PLACE_LIST } from "./places";
import { countSecrets, type PlaceCounts, type UnreadableSecret } from "./scan";
import { KEY_AGE_WARNING_DAYS, type SecretPlaceName, UNREADABLE_SHOWN_MAX } from "./schema";

const DAY_MS = 86_400_000;

/** A key by its id, which tells nothing of it. */
export type KeyView = {
  keyId: string;
  /** New values are encrypted under it. */
  isCurrent: boolean;
  /** In GATEHOUSE_SECRET of the process that answers. */
  isConfigured: boolean;
  firstSeenAt: Date | null;
  valueCount: number;
};

export type PlaceView = { name: SecretPlaceName; valueCount: number; staleCount: number; unreadableCount: number };

export type SecretOverview = {
  keys: KeyView[];
  places: PlaceView[];
  unreadable: (UnreadableSecret & { place: SecretPlaceName })[];
  /** Values under a key that is configured but not the first. */
  staleCount: number;
  unreadableCount: number;
  currentAgeDays: number | null;
  isOverdue: boolean;
  lastJob: { id: string; status: string; createdAt: Date } | null;
};

/** Which keys secrets are under, how old those are, and what cannot be read. Reads every encrypted value; shows none. */
export async function getSecretOverview(ctx: ServiceContext): Promise<SecretOverview> {
  authorize(ctx, "secret.read");
  const counted: { name: SecretPlaceName; counts: PlaceCounts }[] = [];
  for (const place of SECRET_PLACE_LIST) {
    counted.push({ name: place.name, counts: await countSecrets(ctx.db, place) });
  }
  const keys = await readKeys(ctx, counted);
  const places = counted.map(({ name, counts }) => placeView(name, counts));
  const current = keys.find((key) => key.isCurrent);
  const ageMs = current?.firstSeenAt ? ctx.clock().getTime() - current.firstSeenAt.getTime() : null;
  const currentAgeDays = ageMs === null ? null : Math.floor(ageMs / DAY_MS);
  return {
    keys,
    places,
    unreadable: counted
      .flatMap(({ name, counts }) => counts.unreadable.map((value) => ({ ...value, place: name })))
      .slice(0, UNREADABLE_SHOWN_MAX),
    staleCount: sum(places.map((place) => place.staleCount)),
    unreadableCount: sum(places.map((place) => place.unreadableCount)),
    currentAgeDays,
    isOverdue: currentAgeDays !== null && currentAgeDays >= KEY_AGE_WARNING_DAYS,
    lastJob: await ctx.db.job.findFirst({
      where: { kind: "secret.rotate" },
      orderBy: { id: "desc" },
      select: { id: true, status: true, createdAt: true },
    }),
  };
}

/**
 * Starts the job that puts all secrets under the first key. Throws STEP_UP_REQUIRED, CONFLICT (secret.rotation_runs) while
 * one is under way.
 */
export async function startRotation(ctx: ServiceContext): Promise<{ id: string }> {
  authorize(ctx, "secret.rotate");
  await requireStepUp(ctx);
  const running = await ctx.db.job.count({ where: { kind: "secret.rotate", status: { in: ["queued", "running"] } } });
  if (running > 0) throw new AppError("CONFLICT", { reason: "secret.rotation_runs" });
  const targets = SECRET_PLACE_LIST.map(({ name, column }) => ({ id: name, label: column }));
  return { id: await enqueueJob(ctx, { kind: "secret.rotate", params: {}, targets }) };
}

async function readKeys(ctx: ServiceContext, counted: readonly { counts: PlaceCounts }[]): Promise<KeyView[]> {
  const configured = cipherKeyIds();
  const used = new Map<string, number>();
  for (const { counts } of counted) {
    for (const [keyId, count] of counts.byKey) used.set(keyId, (used.get(keyId) ?? 0) + count);
  }
  const seen = await ctx.db.cipherKeyUse.findMany();
  const firstSeen = new Map(seen.map(({ keyId, firstSeenAt }) => [keyId, firstSeenAt]));
  return [...new Set([...configured, ...used.keys()])].map((keyId) => ({
    keyId,
    isCurrent: keyId === configured[0],
    isConfigured: configured.includes(keyId),
    firstSeenAt: firstSeen.get(keyId) ?? null,
    valueCount: used.get(keyId) ?? 0,
  }));
}

function placeView(name: SecretPlaceName, { byKey, unreadableCount }: PlaceCounts): PlaceView {
  const [current = "", ...others] = cipherKeyIds();
  return {
    name,
    valueCount: sum([...byKey.values()]),
    staleCount: sum(others.map((keyId) => (keyId === current ? 0 : (byKey.get(keyId) ?? 0)))),
    unreadableCount,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
