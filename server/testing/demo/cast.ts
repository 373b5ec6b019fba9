import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { contextOf } from "../people";
import type { Random } from "./random";
import type { Shop } from "./shop";
import type { Timeline } from "./timeline";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Somebody who acts in the demo, at any instant. */
export type Player = { id: string; username: string; at(ms: number): ServiceContext };

/** Who and what the scenes are made of. */
export type Story = {
  timeline: Timeline;
  random: Random;
  now: number;
  shop: Shop;
  admin: Player;
  operator: Player;
  /** Answers callbacks and does what nobody asked for. */
  system: Player;
  /** The first is the one visitors sign in as. */
  customers: readonly [Player, ...Player[]];
};

/** Everybody with a session that just gave its password. */
export async function gatherCast(
  ctx: ServiceContext,
): Promise<Pick<Story, "admin" | "operator" | "system" | "customers">> {
  const users = await ctx.db.user.findMany({ orderBy: { createdAt: "asc" } });
  const players = new Map<string, Player>();
  for (const user of users) players.set(user.username, playerOf(user, await contextOf(ctx.db, user)));
  const named = (name: string) => {
    const player = players.get(name);
    if (!player) throw new Error(`the demo has no account ${name}`);
    return player;
  };
  const visitor = named("customer");
  const others = users.filter(({ role, id }) => role === "user" && id !== visitor.id);
  return {
    admin: named("admin"),
    operator: named("operator"),
    system: playerOf({ id: "", username: "demo" }, { ...ctx, ip: "198.51.100.9" }),
    customers: [visitor, ...others.map(({ username }) => named(username))],
  };
}

/** The sessions were for the making only: nobody is signed in when the demo opens. */
export async function sendCastHome(ctx: ServiceContext): Promise<void> {
  await ctx.db.session.deleteMany({});
}

function playerOf({ id, username }: { id: string; username: string }, ctx: ServiceContext): Player {
  return {
    id,
    username,
    at: (ms) => ({ ...ctx, requestId: newId("req", ms), userAgent: "Firefox on Linux", clock: () => new Date(ms) }),
  };
}

/** One of the customers, by any number. */
export function customerAt({ customers }: Pick<Story, "customers">, index: number): Player {
  return customers[index % customers.length] ?? customers[0];
}
