import type { User } from "@/prisma/generated/sqlite/client";
import type { TokenCreateInput } from "@/server/access/token/schema";
import { TokenCreateInput as TokenCreateSchema } from "@/server/access/token/schema";
import { createToken } from "@/server/access/token/service/create";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel } from "@/server/supply/channel/service";
import { contextOf, systemOf } from "@/server/testing/people";
import { upstreamUrl } from "./installation";

/** A word no other test uses: the end of a fresh id. */
export function unique(word: string): string {
  return `${word}-${newId("req").slice(-8)}`;
}

/** A group of a journey's own, so that no other journey's channels serve it. */
export async function makeGroup(db: Db): Promise<string> {
  const name = unique("g");
  await withTransaction(systemOf(db), async (tx) => {
    await tx.db.group.create({ data: { name, displayName: name } });
    await bumpStateVersion(tx, "price");
  });
  return name;
}

/** A channel on the fake upstream, made by the service that the console calls. */
export async function makeChannel(
  db: Db,
  fields: { models: string[] } & Partial<CreateChannelInput>,
): Promise<{ id: string; name: string }> {
  const name = fields.name ?? unique("channel");
  const input = CreateChannelInput.parse({
    provider: "openai",
    preset: "",
    baseUrl: upstreamUrl(),
    keys: [`sk-good-${unique("key")}`],
    ...fields,
    name,
  });
  const { id } = await createChannel(systemOf(db), input);
  return { id, name };
}

/** A token of a user; its key is what clients send. */
export async function makeToken(
  db: Db,
  owner: Pick<User, "id" | "username" | "role">,
  fields: Partial<TokenCreateInput> = {},
): Promise<{ id: string; name: string; key: string }> {
  const input = TokenCreateSchema.parse({ name: unique("token"), ...fields });
  return createToken(await contextOf(db, owner), input);
}
