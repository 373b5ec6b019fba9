"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { CodeBlock } from "@/components/ui/code-block";
import type { ConfigRow } from "./config-row";

/** What programs get under this key: the template's defaults with every layer that holds now laid over them. */
export function EffectiveTab({ config }: { config: ConfigRow }) {
  const t = useTranslations("config");
  const { templateId, key, userId } = config;
  const query = useQuery(useTRPC().config.effective.queryOptions({ templateId, key, userId }));
  return (
    <QueryState query={query}>
      {({ values, layers, secrets }) => (
        <div className="flex max-w-3xl flex-col gap-4">
          <p className="text-fg-2 text-xs">{t("effectiveHint")}</p>
          <ol className="flex flex-wrap items-center gap-2 text-sm">
            <li>{t("defaults")}</li>
            {layers.map(({ id, scope }) => (
              <li key={id} className="flex items-center gap-2">
                <span aria-hidden>←</span>
                <Link href={`/configs/${id}`} className="link">
                  {t(`scopes.${scope}`)}
                </Link>
              </li>
            ))}
          </ol>
          <CodeBlock code={JSON.stringify(values, null, 2)} />
          {secrets.length > 0 ? (
            <ul className="flex flex-col gap-1 text-sm">
              {secrets.map(({ path, isSet }) => (
                <li key={path}>
                  <code className="font-mono text-xs">{path}</code>{" "}
                  <span className="text-fg-2">{t(isSet ? "secret.stored" : "secret.none")}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      )}
    </QueryState>
  );
}
