import { groupKind } from "@/server/access/group/configurable";
import { planKind } from "@/server/money/plan/configurable";
import { channelKind } from "@/server/supply/channel/configurable";
import { priceKind } from "@/server/supply/price/configurable";
import { categoryKind } from "../category/configurable";
import { configKind } from "../config/configurable";
import { settingKind } from "../setting/configurable";
import { templateKind } from "../template/configurable";
import type { ConfigurableKind } from "./kind";
import type { RevisionKind } from "./schema";

/**
 * A kind whose contents are what its schema made of them: that is what lets kinds of different contents stand in one list.
 * Go through `parse.ts` before anything is given to one.
 */
export type AnyKind = ConfigurableKind;

/**
 * Everything that has revisions, in the order in which changes are made: what others name comes before those that name it.
 * Deletions go the other way round.
 */
export const KINDS: readonly AnyKind[] = [
  settingKind,
  groupKind,
  priceKind,
  channelKind,
  planKind,
  categoryKind,
  templateKind,
  configKind,
];

/** The kind of an object; undefined for one that this build no longer knows. */
export function findKind(kind: RevisionKind): AnyKind | undefined {
  return KINDS.find((candidate) => candidate.kind === kind);
}
