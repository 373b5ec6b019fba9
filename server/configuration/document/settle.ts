import type { ServiceContext } from "@/server/kernel/context";
import type { RevisionKind } from "../revision/schema";
import { DefinitionInput } from "../template/schema";
import { isSameDefinition } from "../template/service/update";
import type { Match } from "./match";
import type { DocumentSecrets } from "./schema";

type Content = Record<string, unknown>;

/** What settling needs to know beside the object. */
export type Surroundings = {
  secrets: DocumentSecrets;
  /** Of each template here, the number of its newest version once the import is done. */
  newestAfter: Map<string, number>;
};

export type Settled = { content: Content; lacksKeys: boolean };

/**
 * What an object of a document becomes here, where it cannot be the very same: versions have their own numbers and labels on
 * each installation, and a channel without keys serves nobody. Settling the same document again gives the same, so that a
 * second import finds nothing to do.
 */
export function settle(kind: RevisionKind, match: Match, around: Surroundings): Settled {
  const { content } = match;
  if (kind === "template") return { content: settledTemplate(match, around), lacksKeys: false };
  if (kind === "config") return { content: settledConfig(content, around), lacksKeys: false };
  if (kind === "channel") return settledChannel(match, around);
  return { content, lacksKeys: false };
}

/** The numbers of the newest versions of the templates that are here. */
export async function readNewestVersions(ctx: ServiceContext): Promise<Map<string, number>> {
  const rows = await ctx.db.configTemplate.findMany({
    where: { deletedAt: null },
    select: { id: true, latest: true },
  });
  return new Map(rows.map(({ id, latest }) => [id, latest]));
}

function settledTemplate({ id, live, content }: Match, { newestAfter }: Surroundings): Content {
  const then = DefinitionInput.safeParse(content.definition);
  const now = DefinitionInput.safeParse(live?.content.definition);
  const isSame = then.success && now.success && isSameDefinition(now.data, then.data);
  if (!isSame) newestAfter.set(id, (newestAfter.get(id) ?? 0) + 1);
  return isSame ? { ...content, definition: now.data } : content;
}

function settledConfig(content: Content, { newestAfter }: Surroundings): Content {
  const newest = newestAfter.get(String(content.templateId));
  const { templateNumber } = content;
  if (newest === undefined || typeof templateNumber !== "number" || templateNumber <= newest) return content;
  return { ...content, templateNumber: newest };
}

function settledChannel({ document, live, content }: Match, { secrets }: Surroundings): Settled {
  if (secrets.channels[document.id]) return { content, lacksKeys: false };
  const known = isRecord(live?.content.headers) ? live.content.headers : {};
  const headers = isRecord(content.headers) ? content.headers : {};
  // A mark of an address that is not here stands for nothing, and what is here stays.
  const proxy = isMark(content.proxy) ? { proxy: isMark(live?.content.proxy) ? content.proxy : "" } : {};
  const kept = Object.entries(headers).filter(([name, value]) => name in known || !isMark(value));
  const keys = live?.content.upstreamKeys;
  const lacksKeys = !Array.isArray(keys) || keys.length === 0;
  const status = lacksKeys ? { status: "disabled" } : {};
  return { content: { ...content, headers: Object.fromEntries(kept), ...proxy, ...status }, lacksKeys };
}

/** Marks stand for values that are not in the document; typed values stay, and are refused with their field's name. */
function isMark(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("secret:");
}

function isRecord(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
