import type { Group } from "@/prisma/generated/sqlite/client";
import { readTextList, readTextMap } from "@/server/supply/channel/stored-json";
import type { GroupContent } from "./schema";
import type { GroupChoiceRules } from "./usable";

type StoredRules = Pick<Group, "accountRatios" | "addedGroups" | "removedGroups">;

/** The columns that hold JSON, as they are stored. */
export function storedRules(content: Pick<GroupContent, keyof StoredRules>): StoredRules {
  return {
    accountRatios: JSON.stringify(content.accountRatios),
    addedGroups: JSON.stringify(content.addedGroups),
    removedGroups: JSON.stringify(content.removedGroups),
  };
}

/** A stored group as its history keeps it. */
export function groupContent(row: Omit<GroupContent, keyof StoredRules> & StoredRules): GroupContent {
  const { displayName, description, isSelectable, ratio } = row;
  return {
    displayName,
    description,
    isSelectable,
    ratio,
    accountRatios: readTextMap(row.accountRatios),
    addedGroups: readTextList(row.addedGroups),
    removedGroups: readTextList(row.removedGroups),
  };
}

/** What a stored group says of the groups its accounts may choose. */
export function choiceRules(row: Pick<StoredRules, "addedGroups" | "removedGroups">): GroupChoiceRules {
  return { added: new Set(readTextList(row.addedGroups)), removed: new Set(readTextList(row.removedGroups)) };
}
