import type { Role } from "@/server/identity/permission/schema";
import type { ServiceContext } from "@/server/kernel/context";
import { hashPassword, keyHint, sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import type { Random } from "./random";

export const DEMO_PASSWORD = "gatehouse-demo";
/** The first token of `customer`. Worth nothing: the demo's upstream is made up too. */
export const DEMO_TOKEN_KEY = "sk-demo".padEnd(51, "0");

const STAFF = [
  { username: "root", displayName: "Ruth Owens", role: "root" },
  { username: "admin", displayName: "Adam Lin", role: "admin" },
  { username: "operator", displayName: "Olga Peters", role: "operator" },
  { username: "support", displayName: "Sam Uvarov", role: "support" },
] as const satisfies readonly { username: string; displayName: string; role: Role }[];

const CUSTOMERS = [
  "customer",
  "ada",
  "blue-harbor",
  "chenwei",
  "delta-labs",
  "elif",
  "fjord-studio",
  "grace",
  "hanami",
  "ines",
  "jupiter-crm",
  "kofi",
  "lighthouse",
  "mina",
  "northwind",
  "otter-games",
  "priya",
  "quanta",
  "rosa",
  "sunflower-edu",
  "tomas",
  "umbra-press",
  "vera",
  "wanderlust",
  "xiaomei",
  "yuki",
  "zephyr-bio",
] as const;

const TOKEN_NAMES = ["production", "staging", "laptop", "batch jobs", "notebook"] as const;
const DAY_MS = 86_400_000;

export type DemoToken = { id: string; userId: string; groupName: string; weight: number };

type Account = { id: string; username: string; displayName: string; role: Role; groupName: string; createdAt: Date };

/** One account of each staff role, and a few dozen customers. Out: the customers' tokens. */
export async function createPeople(ctx: ServiceContext, random: Random): Promise<DemoToken[]> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const now = ctx.clock().getTime();
  const accounts: Account[] = [
    ...STAFF.map((person) => ({
      ...person,
      id: newId("usr", now - 60 * DAY_MS),
      groupName: "default",
      createdAt: new Date(now - 60 * DAY_MS),
    })),
    ...CUSTOMERS.map((username) => customer(username, { random, now })),
  ];
  await ctx.db.user.createMany({
    data: accounts.map((account) => ({
      ...account,
      email: `${account.username}@example.com`,
      searchText: `${account.username} ${account.username}@example.com ${account.displayName}`.toLowerCase(),
      passwordHash,
    })),
  });
  const customers = accounts.filter((account) => account.role === "user");
  const tokens: DemoToken[] = [];
  for (const account of customers) {
    const count = account.username === "customer" ? 3 : random.between(1, 3);
    for (let index = 0; index < count; index += 1) {
      tokens.push(await createToken(ctx, { account, index, random }));
    }
  }
  return tokens;
}

function customer(username: string, { random, now }: { random: Random; now: number }): Account {
  const createdAt = new Date(now - random.between(40, 55) * DAY_MS);
  const name = username.replace(
    /(^|-)([a-z])/g,
    (_match, dash: string, letter: string) => (dash ? " " : "") + letter.toUpperCase(),
  );
  const groupName = random.weighted([
    { value: "default", weight: 7 },
    { value: "vip", weight: 2 },
    { value: "trial", weight: 1 },
  ]);
  return { id: newId("usr", createdAt.getTime()), username, displayName: name, role: "user", groupName, createdAt };
}

type TokenPlan = { account: Account; index: number; random: Random };

async function createToken(ctx: ServiceContext, { account, index, random }: TokenPlan): Promise<DemoToken> {
  const isFirst = account.username === CUSTOMERS[0] && index === 0;
  const randomKey = `sk-${Array.from({ length: 48 }, () => random.between(0, 35).toString(36)).join("")}`;
  const key = isFirst ? DEMO_TOKEN_KEY : randomKey;
  const name = TOKEN_NAMES[index] ?? "spare";
  const createdAt = new Date(account.createdAt.getTime() + index * 3_600_000);
  const id = newId("tok", createdAt.getTime());
  const { prefix, lastFour } = keyHint(key);
  await ctx.db.token.create({
    data: {
      id,
      userId: account.id,
      name,
      searchText: name,
      createdAt,
      keys: { create: { id: newId("key", createdAt.getTime()), hash: sha256Hex(key), prefix, lastFour, createdAt } },
    },
  });
  return { id, userId: account.id, groupName: account.groupName, weight: random.between(1, 20) };
}
