import { randomInt } from "node:crypto";
import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, prismaCode } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { post } from "@/server/money/ledger/post";
import type { ListCheckInsInput } from "./schema";
import { siteDay } from "./site-day";

/**
 * Collects today's credit, once a day in the site's time zone. Out: the day and the amount in quota units.
 * Throws PRECONDITION_FAILED (reward.check_in_off), CONFLICT (reward.checked_in_already).
 */
export async function checkIn(ctx: ServiceContext): Promise<{ day: string; amount: bigint }> {
  authorize(ctx, "reward.checkIn");
  const userId = requireUserId(ctx);
  if (!isCheckInOn()) throw new AppError("PRECONDITION_FAILED", { reason: "reward.check_in_off" });
  const day = siteDay(ctx.clock());
  const amount = drawAmount();
  await oncePerDay(() =>
    withTransaction(ctx, async (tx) => {
      const key = { userId, day };
      if (await tx.db.checkIn.findUnique({ where: { userId_day: key } })) throw checkedInAlready();
      const { entryId, balance } = await post(tx, {
        userId,
        kind: "check_in",
        amount,
        reference: day,
        reason: "daily check-in",
        idempotencyKey: `check_in:${userId}:${day}`,
      });
      await tx.db.checkIn.create({ data: { ...key, amount, ledgerEntryId: entryId, createdAt: tx.clock() } });
      await audit(tx, {
        action: "reward.checkIn",
        target: { kind: "user", id: userId, label: tx.actor.name },
        before: { balance: balance - amount },
        after: { balance },
      });
    }),
  );
  return { day, amount };
}

/** One's own check-ins of a month, whether today's is still to be had, and what today is on this site. */
export async function listCheckIns(ctx: ServiceContext, input: ListCheckInsInput) {
  authorize(ctx, "reward.checkIn");
  const userId = requireUserId(ctx);
  const today = siteDay(ctx.clock());
  const month = input.month ?? today.slice(0, 7);
  const [days, todays] = await Promise.all([
    ctx.db.checkIn.findMany({
      where: { userId, day: { gte: `${month}-01`, lte: `${month}-31` } },
      orderBy: { day: "asc" },
      select: { day: true, amount: true },
    }),
    ctx.db.checkIn.findUnique({ where: { userId_day: { userId, day: today } }, select: { day: true } }),
  ]);
  return { isOn: isCheckInOn(), today, month, days, isDoneToday: todays !== null, ...amounts() };
}

function isCheckInOn(): boolean {
  return getSetting("rewards.checkInEnabled") && amounts().maxUnits > 0n;
}

/** The least and the most a check-in gives; a maximum that is not above the least amount means that it is always that. */
function amounts(): { minUnits: bigint; maxUnits: bigint } {
  const min = getSetting("rewards.checkInMinUnits");
  const max = Math.max(min, getSetting("rewards.checkInMaxUnits"));
  return { minUnits: BigInt(min), maxUnits: BigInt(max) };
}

function drawAmount(): bigint {
  const { minUnits, maxUnits } = amounts();
  // An entry of nothing explains nothing: the least is one unit.
  const least = Math.max(1, Number(minUnits));
  return BigInt(randomInt(least, Number(maxUnits) + 1));
}

/** Of two clicks at once the unique row or the ledger's key stops the second. */
async function oncePerDay(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw prismaCode(error) === "P2002" ? checkedInAlready(error) : error;
  }
}

function checkedInAlready(cause?: unknown): AppError {
  return new AppError("CONFLICT", { reason: "reward.checked_in_already", cause });
}
