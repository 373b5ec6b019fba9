import { getSetting } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { authenticate } from "./authenticate";
import { badKey } from "./errors";
import type { Exchange } from "./exchange";
import type { Gateway } from "./handle";

const UNITS_PER_USD = 500_000;
/** Far enough ahead for "does not expire": 2100-01-01. */
const NEVER_SECONDS = 4_102_444_800;

/** GET /dashboard/billing/subscription: the balance, in the old OpenAI shape that chat clients still ask for. */
export async function showSubscription(gateway: Gateway, exchange: Exchange, db: Db): Promise<void> {
  const { total, expiresAt } = await standing(gateway, exchange, db);
  const body = {
    object: "billing_subscription",
    has_payment_method: true,
    soft_limit_usd: total,
    hard_limit_usd: total,
    system_hard_limit_usd: total,
    access_until: expiresAt === null ? NEVER_SECONDS : Math.floor(expiresAt / 1_000),
  };
  exchange.sendJson(200, JSON.stringify(body));
}

/** GET /dashboard/billing/usage: what has been used, in US cents. */
export async function showUsage(gateway: Gateway, exchange: Exchange, db: Db): Promise<void> {
  const { used } = await standing(gateway, exchange, db);
  exchange.sendJson(200, JSON.stringify({ object: "list", total_usage: used * 100 }));
}

/**
 * In dollars: a limited token answers for itself, unless the site wants accounts shown; an unlimited one for its account.
 * Floats only here, for display.
 */
async function standing(gateway: Gateway, exchange: Exchange, db: Db) {
  const entry = await authenticate(gateway.auth, { headers: exchange.request.headers, trace: exchange.trace });
  const token = await db.token.findUnique({ where: { id: entry.tokenId }, include: { user: true } });
  if (!token) throw badKey("invalid_api_key", "Incorrect API key provided.");
  const isOwn = !token.isUnlimited && getSetting("site.billingShowsToken");
  const left = isOwn ? token.remainQuota : token.user.balance;
  const used = isOwn ? token.usedQuota : token.user.usedQuota;
  return {
    used: Number(used) / UNITS_PER_USD,
    total: Number(left + used) / UNITS_PER_USD,
    expiresAt: entry.tokenExpiresAt,
  };
}
