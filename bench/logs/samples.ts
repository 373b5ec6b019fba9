import type { DaySums } from "./day-sums";
import { type BenchUser, TOKENS_OF_USER } from "./people";
import type { World } from "./traffic";

type Person = { id: string; username: string; requests: number };

/** Whom and what to ask for: busy and quiet ones. */
export type Samples = {
  users: number;
  tokens: number;
  busyUser: Person;
  quietUser: Person;
  busyTokenId: string;
  quietTokenId: string;
  commonModel: string;
  rareModel: string;
  commonErrorCode: string;
  rareErrorCode: string;
  /** A channel that serves the common model, and one that does not. */
  channelId: string;
  strangerId: string;
};

export function pickSamples(world: World, days: DaySums): Samples {
  const { users, tokenIds, models } = world;
  const quietPlace = placeOfQuiet(users, days);
  const [common] = models;
  return {
    users: users.length,
    tokens: tokenIds.length,
    busyUser: person(users[0], days),
    quietUser: person(users[quietPlace], days),
    busyTokenId: tokenIds[0] ?? "",
    quietTokenId: tokenIds.slice(quietPlace * TOKENS_OF_USER).find((id) => days.totals.has(id)) ?? "",
    commonModel: common?.name ?? "",
    rareModel: models.at(-1)?.name ?? "",
    commonErrorCode: "rate_limit_exceeded",
    rareErrorCode: "gateway_ending",
    channelId: common?.channels[0] ?? "",
    strangerId: models.flatMap(({ channels }) => channels).find((id) => !common?.channels.includes(id)) ?? "",
  };
}

/** Somebody with a few requests only. */
function placeOfQuiet(users: readonly BenchUser[], days: DaySums): number {
  const place = users.findLastIndex(({ id }) => days.totals.has(id));
  return Math.max(0, place);
}

function person(user: BenchUser | undefined, days: DaySums): Person {
  if (!user) throw new Error("Nobody made a request.");
  return { id: user.id, username: user.username, requests: days.totals.get(user.id)?.requests ?? 0 };
}
