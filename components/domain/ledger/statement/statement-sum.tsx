"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { cn } from "@/components/ui/cn";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";
import { SignedQuota } from "../signed-quota";

export type Statement = RouterOutputs["ledger"]["explain"];

/** The sum itself, line by line, from what there was to what can be spent now. */
export function StatementSum({ statement }: { statement: Statement }) {
  const t = useTranslations("ledger");
  const { opening, closing, kinds, now, from, to } = statement;
  return (
    <dl className="grid max-w-xl grid-cols-[minmax(0,1fr)_auto] tabular-nums">
      <Line term={t.rich("statement.opening", { time: () => <Time value={from} format="absolute" /> })} isStrong>
        <Quota units={opening} />
      </Line>
      {kinds.map(({ kind, amount, count }) => (
        <Line
          key={kind}
          term={
            <>
              {t(`kinds.${kind}`)}
              {kind === "consume" ? null : <span className="text-fg-3"> × {count.toString()}</span>}
            </>
          }
        >
          <SignedQuota units={amount} />
        </Line>
      ))}
      <Line term={t.rich("statement.closing", { time: () => <Time value={to} format="absolute" /> })} isStrong>
        <Quota units={closing} />
      </Line>
      {now.changedSince === 0n ? null : (
        <Line term={t("statement.since")}>
          <SignedQuota units={now.changedSince} />
        </Line>
      )}
      {now.held === 0n ? null : (
        <Line term={t("statement.held", { count: Number(now.holdCount) })}>
          <SignedQuota units={-now.held} />
        </Line>
      )}
      <Line term={t("statement.now")} isStrong>
        <Quota units={now.balance} />
      </Line>
    </dl>
  );
}

function Line({ term, isStrong, children }: { term: ReactNode; isStrong?: boolean; children: ReactNode }) {
  const classes = cn("border-border border-b py-1.5", isStrong && "font-semibold");
  return (
    <>
      <dt className={cn(classes, "min-w-0", !isStrong && "pl-4")}>{term}</dt>
      <dd className={cn(classes, "pl-6 text-right")}>{children}</dd>
    </>
  );
}
