import { SETUP_ID } from "@/server/identity/setup/state";
import { hashPassword } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { randomOf, seededId } from "./seeded";
import { type BenchModel, GROUP_RATIOS, GROUPS } from "./supply";

export const ROOT = { username: "root", password: "bench-password-root" };
const USER_AGENTS = 12;

export const userAgentIds = Array.from({ length: USER_AGENTS }, (_, index) => `fact-agent-${index}`);

export function priceIdOf(model: string, group: string): string {
  return `p-${model.slice(0, 20)}-${group}`.slice(0, 32);
}

type SupplyInput = { seed: number; madeAt: number; channelIds: readonly string[]; models: readonly BenchModel[] };

/** Writes what serves the requests, and a root account to look at them with. */
export async function fillSupply(db: Db, { seed, madeAt, channelIds, models }: SupplyInput): Promise<void> {
  const createdAt = new Date(madeAt);
  await db.group.createMany({
    data: GROUPS.map((name) => ({ name, displayName: name, ratio: String(GROUP_RATIOS[name]), isSelectable: true })),
  });
  await db.modelPrice.createMany({
    data: models.map(({ name, input, output }) => ({
      model: name,
      inputPrice: String(input),
      outputPrice: String(output),
    })),
  });
  await db.channel.createMany({
    data: channelIds.map((id, index) => {
      const served = models.filter((model) => model.channels.includes(id)).map(({ name }) => name);
      const name = `Channel ${index + 1}`;
      return {
        id,
        name,
        searchText: name.toLowerCase(),
        provider: "openai",
        baseUrl: "https://upstream.example.com",
        models: JSON.stringify(served),
        groups: JSON.stringify(GROUPS),
        createdAt,
      };
    }),
  });
  await db.priceSnapshot.createMany({ data: models.flatMap((model) => GROUPS.map((group) => snapshot(model, group))) });
  await db.logFact.createMany({
    data: userAgentIds.map((id, index) => ({ id, kind: "user_agent", content: `OpenAI/Python 1.${index}.0` })),
  });
  await fillRoot(db, seededId("usr", madeAt, randomOf(seed, 1)));
}

function snapshot({ name, input, output }: BenchModel, group: (typeof GROUPS)[number]) {
  return {
    id: priceIdOf(name, group),
    mode: "token",
    inputPrice: String(input),
    outputPrice: String(output),
    cachedInputPrice: "",
    callPrice: "0",
    groupRatio: String(GROUP_RATIOS[group]),
  };
}

async function fillRoot(db: Db, id: string): Promise<void> {
  const { username, password } = ROOT;
  const passwordHash = await hashPassword(password);
  await db.user.create({
    data: { id, username, displayName: "Root", searchText: "root root", role: "root", passwordHash },
  });
  await db.setup.create({ data: { id: SETUP_ID, rootUserId: id, completedAt: new Date() } });
}
