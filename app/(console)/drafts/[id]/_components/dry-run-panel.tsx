"use client";

import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DraftRecord } from "@/components/domain/draft/draft-row";
import { EffectTable } from "@/components/domain/price/price-effect";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { useMutationResult } from "./use-mutation-result";

type DryRun = RouterOutputs["draft"]["dryRun"];

/** What publishing would do, tried out in a transaction that is taken back: routes, prices, accounts. */
export function DryRunPanel({ draft }: { draft: DraftRecord }) {
  const t = useTranslations("draft.dryRun");
  const mayRun = useCan("draft.manage");
  const [result, keep] = useMutationResult<DryRun>(draft.version);
  const run = useAction(useTRPC().draft.dryRun.mutationOptions(), { onSuccess: keep });
  if (!mayRun) return null;
  return (
    <Panel
      title={t("title")}
      description={t("description")}
      actions={
        <Button size="sm" isPending={run.isPending} onClick={() => void run.run({ id: draft.id })}>
          <FlaskConical aria-hidden />
          {t(result ? "again" : "run")}
        </Button>
      }
    >
      {result ? <Effects result={result} /> : <p className="text-fg-2">{t("notYet")}</p>}
    </Panel>
  );
}

function Effects({ result }: { result: DryRun }) {
  const t = useTranslations("draft.dryRun");
  const { effect, routes, users, settings } = result;
  return (
    <div className="flex flex-col gap-5" aria-live="polite">
      <Verdict result={result} />
      <Section title={t("routes", { count: routes.length })}>
        {routes.length === 0 ? <p className="text-fg-2">{t("noRoutes")}</p> : <Routes result={result} />}
      </Section>
      <Section title={t("prices", { count: result.prices.length + result.ratios.length })}>
        {effect === null ? (
          <p className="text-fg-2">{t("noPrices")}</p>
        ) : effect.rows.length === 0 ? (
          <p className="text-fg-2">{t("noEffect", { days: effect.days })}</p>
        ) : (
          <>
            <p className="mb-2 text-fg-2">{t("wouldHaveCost", { days: effect.days })}</p>
            <EffectTable effect={effect} />
          </>
        )}
      </Section>
      <Section title={t("users", { count: users.count })}>
        {users.count === 0 ? (
          <p className="text-fg-2">{t("noUsers")}</p>
        ) : (
          <p>
            {t("usersNamed", {
              names: users.names.join(", "),
              others: Math.max(0, users.count - users.names.length),
              groups: users.groups.join(", "),
            })}
          </p>
        )}
      </Section>
      {settings.length > 0 ? <DelicateSettings keys={settings} /> : null}
    </div>
  );
}

/** Whether it would go through, and what it would ask for. */
function Verdict({ result }: { result: DryRun }) {
  const t = useTranslations("draft.dryRun");
  const words = useTranslations();
  const { refusal, jump, isStepUpNeeded } = result;
  if (refusal) {
    const key = reasonKey(refusal.reason);
    const meta = Object.fromEntries(Object.entries(refusal.meta).map(([name, value]) => [name, String(value ?? "")]));
    return (
      <Alert tone="err" title={t("refused")}>
        {key && words.has(key) ? words(key, meta) : refusal.reason}
      </Alert>
    );
  }
  return (
    <>
      <Alert tone="ok" title={t("passes")} />
      {jump ? <Alert tone="warn">{t("jump")}</Alert> : null}
      {isStepUpNeeded ? <Alert>{t("stepUp")}</Alert> : null}
    </>
  );
}

function Routes({ result }: { result: DryRun }) {
  const t = useTranslations("draft.dryRun");
  const head = [
    { label: t("model") },
    { label: t("group") },
    { label: t("channelsBefore"), isNumeric: true },
    { label: t("channelsAfter"), isNumeric: true },
    { label: t("outcome") },
  ];
  return (
    <>
      <PlainTable head={head}>
        {result.routes.map(({ group, model, channelsBefore, channelsAfter }) => {
          const outcome = channelsAfter === 0 ? "vanishes" : channelsBefore === 0 ? "appears" : "changes";
          return (
            <PlainRow key={`${group} ${model}`} name={<span className="font-mono text-xs">{model}</span>}>
              <PlainCell>{group}</PlainCell>
              <PlainCell isNumeric>{channelsBefore}</PlainCell>
              <PlainCell isNumeric>{channelsAfter}</PlainCell>
              <PlainCell>
                <StatusBadge status={outcome} tone={OUTCOME_TONE[outcome]}>
                  {t(outcome)}
                </StatusBadge>
              </PlainCell>
            </PlainRow>
          );
        })}
      </PlainTable>
      {result.isRoutesTruncated ? <p className="pt-2 text-fg-2 text-xs">{t("routesCut")}</p> : null}
    </>
  );
}

const OUTCOME_TONE = { vanishes: "err", appears: "ok", changes: "neutral" } as const;

function DelicateSettings({ keys }: { keys: readonly string[] }) {
  const t = useTranslations("draft.dryRun");
  const textOf = useSettingText();
  return (
    <Alert tone="warn" title={t("settings", { count: keys.length })}>
      <ul>
        {keys.map((key) => (
          <li key={key}>
            <Link href={`/settings/general?q=${encodeURIComponent(key)}`} className="link">
              {textOf(key).label}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
