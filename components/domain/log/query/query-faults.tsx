"use client";

import { useTranslations } from "next-intl";
import type { QueryFault } from "./query";

/** What of a query was not understood, at its place: nothing is applied until it is. */
export function QueryFaults({ id, text, faults }: { id: string; text: string; faults: readonly QueryFault[] }) {
  const t = useTranslations("log.query");
  return (
    <ul id={id} role="alert" className="mt-1 flex flex-col gap-0.5 text-xs">
      {faults.map((fault) => (
        <li key={`${fault.from}-${fault.code}`} className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <code className="max-w-full truncate font-mono text-fg-2">
            {text.slice(Math.max(0, fault.from - 12), fault.from)}
            <mark className="rounded-sm bg-err-bg text-err underline decoration-wavy underline-offset-2">
              {text.slice(fault.from, fault.to)}
            </mark>
          </code>
          <span className="text-err">{t(`faults.${fault.code}`, { text: fault.text })}</span>
        </li>
      ))}
    </ul>
  );
}
