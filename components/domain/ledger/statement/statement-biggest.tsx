"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useViewer } from "@/components/layout/viewer";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";
import { isStaff } from "@/server/identity/permission/schema";
import type { Statement } from "./statement-sum";

type Item = Statement["biggest"][number];

/** Where most of it went, each with the records behind it. */
export function StatementBiggest({ statement }: { statement: Statement }) {
  const t = useTranslations("ledger.statement");
  const isForStaff = isStaff(useViewer().role);
  const ownerId = isForStaff ? statement.user.id : undefined;
  if (statement.biggest.length === 0) return <p className="text-fg-2">{t("nothingTaken")}</p>;
  return (
    <PlainTable
      head={[
        { label: t("what") },
        { label: t("amount"), isNumeric: true },
        { label: t("behind"), className: "w-24 pl-4" },
      ]}
      className="max-w-3xl"
    >
      {statement.biggest.map((item) => (
        <PlainRow key={keyOf(item)} name={<ItemName item={item} />}>
          <PlainCell isNumeric>
            <Quota units={-item.quota} />
          </PlainCell>
          <PlainCell className="pl-4">
            <ItemLink item={item} ownerId={ownerId} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function keyOf(item: Item): string {
  return item.kind === "entry" ? item.entry.id : `${item.day} ${item.usage.model}`;
}

function ItemName({ item }: { item: Item }) {
  const t = useTranslations("ledger");
  if (item.kind === "usage") {
    const { model, requestCount } = item.usage;
    return t("statement.usageOf", { model, day: item.day, count: requestCount });
  }
  const { kind, createdAt, reason } = item.entry;
  return (
    <>
      {t(`kinds.${kind}`)} · <Time value={createdAt} format="date" />
      {reason ? <span className="text-fg-2"> · {reason}</span> : null}
    </>
  );
}

function ItemLink({ item, ownerId }: { item: Item; ownerId: string | undefined }) {
  const t = useTranslations("ledger.statement");
  if (item.kind === "usage") {
    const { model, from, to } = item.usage;
    return (
      <Link
        className="link"
        href={hrefOfLogs({ kind: "consume", ...(ownerId ? { userId: ownerId } : {}), model, from, to })}
      >
        {t("logs")}
      </Link>
    );
  }
  // Customers have no ledger page: their entries are in the list below.
  if (ownerId === undefined) return null;
  return (
    <Link className="link" href={`/ledger?open=${item.entry.id}`}>
      {t("entry")}
    </Link>
  );
}
