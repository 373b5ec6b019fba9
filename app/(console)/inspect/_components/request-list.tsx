"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { HttpStatus } from "@/components/domain/log/http-status";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Duration } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";

type Requests = RouterOutputs["inspector"]["resolve"]["requests"];

/** A few requests, each of which opens as a page. */
export function RequestList({ requests }: { requests: Requests }) {
  const t = useTranslations("inspect");
  const columns = useTranslations("log.columns");
  if (requests.length === 0) return <p className="text-fg-2">{t("noRequests")}</p>;
  const head = [
    { label: columns("createdAt") },
    { label: columns("httpStatus") },
    { label: columns("model") },
    { label: columns("errorCode"), className: "max-sm:hidden" },
    { label: columns("quota"), isNumeric: true },
    { label: columns("duration"), isNumeric: true, className: "max-sm:hidden" },
  ];
  return (
    <PlainTable head={head}>
      {requests.map((request) => (
        <PlainRow
          key={request.id}
          name={
            <Link href={`/logs/${request.id}`} className="link whitespace-nowrap">
              <Time value={request.createdAt} format="exact" />
            </Link>
          }
        >
          <PlainCell>
            <HttpStatus status={request.httpStatus} />
          </PlainCell>
          <PlainCell className="wrap-anywhere">{request.model || "—"}</PlainCell>
          <PlainCell className="wrap-anywhere text-fg-2 max-sm:hidden">{request.errorCode}</PlainCell>
          <PlainCell isNumeric>
            <Quota units={request.quota} />
          </PlainCell>
          <PlainCell isNumeric className="max-sm:hidden">
            <Duration ms={request.durationMs} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}
