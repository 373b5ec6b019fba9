"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import type { GroupRow } from "./group-row";

/** One group in the side sheet: what it does to prices, who is in it, its history. */
export function GroupSummary(props: { group: GroupRow; onEdit: (() => void) | null }) {
  const { group, onEdit } = props;
  const t = useTranslations("group");
  const query = `group=${encodeURIComponent(group.name)}`;
  const members = [
    { path: "/users", label: t("columns.users"), count: group.userCount },
    { path: "/tokens", label: t("columns.tokens"), count: group.tokenCount },
    { path: "/channels", label: t("columns.channels"), count: group.channelCount },
    { path: "/models", label: t("models"), count: null },
  ];
  return (
    <Tabs defaultValue="overview">
      <TabsList>
        <TabsTrigger value="overview">{t("tabs.overview")}</TabsTrigger>
        <TabsTrigger value="history">{t("tabs.history")}</TabsTrigger>
      </TabsList>
      <TabsContent value="overview">
        <div className="flex flex-col gap-5">
          {onEdit ? (
            <Button size="sm" className="self-start" onClick={onEdit}>
              {t("edit")}
            </Button>
          ) : null}
          <DefinitionList>
            <Definition term={t("columns.name")}>
              <RecordId id={group.name} isFull />
            </Definition>
            <Definition term={t("columns.ratio")}>
              <span className="tabular-nums">×{group.ratio}</span>
              <p className="text-fg-2 text-xs">{t("ratioHint")}</p>
            </Definition>
            <Definition term={t("form.accountRatios")}>
              {Object.entries(group.accountRatios)
                .map(([name, ratio]) => `${name} ×${ratio}`)
                .join(", ") || "—"}
            </Definition>
            <Definition term={t("columns.selectable")}>{group.isSelectable ? t("yes") : t("no")}</Definition>
            <Definition term={t("form.addedGroups")}>{group.addedGroups.join(", ") || "—"}</Definition>
            <Definition term={t("form.removedGroups")}>{group.removedGroups.join(", ") || "—"}</Definition>
            <Definition term={t("columns.description")}>{group.description || "—"}</Definition>
            {members.map(({ path, label, count }) => (
              <Definition key={path} term={label}>
                <Link href={`${path}?${query}`} className="link">
                  {count === null ? t("show") : <NumberText value={count} />}
                </Link>
              </Definition>
            ))}
            <Definition term={t("columns.updated")}>
              <Time value={group.updatedAt} format="absolute" />
            </Definition>
          </DefinitionList>
        </div>
      </TabsContent>
      <TabsContent value="history">
        <ObjectHistory kind="group" objectId={group.name} />
      </TabsContent>
    </Tabs>
  );
}
