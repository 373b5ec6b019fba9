"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, Ref } from "react";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";

type Found = RouterOutputs["desk"]["find"];

/** The customers a search led to, and records that belong to nobody. One that is already open is not listed again. */
export function DeskResults(props: {
  ref: Ref<HTMLUListElement>;
  found: Found;
  chosenId: string | null;
  onChoose: (userId: string) => void;
  query: string;
}) {
  const { ref, found, chosenId, onChoose, query } = props;
  const t = useTranslations("desk.search");
  const { customers, unclaimed } = found;
  if (customers.length + unclaimed.length === 0) {
    return (
      <p role="status" className="text-fg-2">
        {t("nothing", { query })}
      </p>
    );
  }
  if (customers.length === 1 && customers[0]?.id === chosenId) return null;
  return (
    <ul ref={ref} aria-label={t("found")} className="divide-y divide-border rounded-lg border border-border">
      {customers.map((customer) => (
        <li key={customer.id}>
          <button
            type="button"
            aria-current={customer.id === chosenId}
            onClick={() => onChoose(customer.id)}
            onKeyDown={moveAmong}
            className={cn(
              "flex min-h-9 w-full items-center gap-3 px-3 py-1.5 text-left hover:bg-hover",
              customer.id === chosenId && "bg-selected",
            )}
          >
            <span className="min-w-0 flex-1 truncate">
              <span className="font-semibold">{customer.username}</span>
              {customer.email ? <span className="text-fg-2"> · {customer.email}</span> : null}
            </span>
            <Badge>{t(`matches.${customer.match.kind}`)}</Badge>
          </button>
        </li>
      ))}
      {unclaimed.map((record) => (
        <li key={record.id} className="flex min-h-9 items-center gap-3 px-3 py-1.5">
          <Link href={record.href} className="link min-w-0 flex-1 truncate">
            {record.label}
          </Link>
          <span className="text-fg-2 text-xs">{t("unclaimed")}</span>
          <Badge>{t(`matches.${record.kind}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}

function moveAmong(event: KeyboardEvent<HTMLButtonElement>) {
  const step =
    event.key === "ArrowDown" ? "nextElementSibling" : event.key === "ArrowUp" ? "previousElementSibling" : null;
  if (step === null) return;
  event.preventDefault();
  event.currentTarget.closest("li")?.[step]?.querySelector("button")?.focus();
}
