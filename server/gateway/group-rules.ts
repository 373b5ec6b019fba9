import { choiceRules } from "@/server/access/group/row";
import { readTextMap } from "@/server/supply/channel/stored-json";
import type { GroupRules } from "./snapshot";

/** What is read of groups. */
export const GROUP_FIELDS = {
  name: true,
  ratio: true,
  isSelectable: true,
  accountRatios: true,
  addedGroups: true,
  removedGroups: true,
} as const;

/** A group's columns; the last three are JSON. */
export type GroupRow = {
  name: string;
  ratio: string;
  isSelectable: boolean;
  accountRatios: string;
  addedGroups: string;
  removedGroups: string;
};

/** What a group costs to whom, and which groups its accounts may choose. */
export function toGroupRules(row: GroupRow): GroupRules {
  const { ratio, isSelectable, accountRatios } = row;
  return { ratio, isSelectable, accountRatios: readTextMap(accountRatios), ...choiceRules(row) };
}
