import type { ServiceContext } from "@/server/kernel/context";
import { type LogNames, readNames } from "../log/names";

/** Then all are forgotten: a site with a million keys must not fill the memory of one export. */
const NAMES_MAX = 50_000;

type Named = { userId: string | null; tokenId: string | null; channelId: string | null };

/** Names for row after row of a long list: each is read once, not once a chunk. */
export class KnownNames {
  readonly #ctx: ServiceContext;
  #names: LogNames = empty();

  constructor(ctx: ServiceContext) {
    this.#ctx = ctx;
  }

  /** The names of these rows, and perhaps of others. Records that are gone for good have none. */
  async of(rows: readonly Named[]): Promise<LogNames> {
    const { users, tokens, channels } = this.#names;
    if (users.size + tokens.size + channels.size > NAMES_MAX) this.#names = empty();
    const missing = rows.map((row) => ({
      userId: unknown(this.#names.users, row.userId),
      tokenId: unknown(this.#names.tokens, row.tokenId),
      channelId: unknown(this.#names.channels, row.channelId),
    }));
    if (missing.some((row) => row.userId !== null || row.tokenId !== null || row.channelId !== null)) {
      const read = await readNames(this.#ctx, missing);
      for (const noun of ["users", "tokens", "channels"] as const) {
        for (const [id, name] of read[noun]) this.#names[noun].set(id, name);
      }
    }
    return this.#names;
  }
}

function empty(): LogNames {
  return { users: new Map(), tokens: new Map(), channels: new Map() };
}

function unknown(names: Map<string, string>, id: string | null): string | null {
  return id === null || names.has(id) ? null : id;
}
