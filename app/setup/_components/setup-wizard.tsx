"use client";

import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { ChannelStep } from "./channel-step";
import { DatabaseStep } from "./database-step";
import { RootStep } from "./root-step";
import { type MadeChannel, SETUP_STEPS, type SetupStep } from "./setup-step";
import { SiteStep } from "./site-step";
import { StepList } from "./step-list";
import { TokenStep } from "./token-step";

/** The first run. The step stands in the URL, so that a reload goes on where it was. */
export function SetupWizard({ startsAt }: { startsAt: "database" | "site" }) {
  const t = useTranslations("setup");
  const [wanted, setWanted] = useQueryState("step", parseAsStringLiteral(SETUP_STEPS).withOptions({ history: "push" }));
  // Becomes true in this very page when the root account is made.
  const [isRoot, setIsRoot] = useState(startsAt === "site");
  const [channel, setChannel] = useState<MadeChannel | null>(null);
  const step = reachable(wanted, isRoot);
  const go = (next: SetupStep) => void setWanted(next);
  return (
    <div className="w-full max-w-[640px]">
      <header className="mb-6 text-center">
        <h1 className="font-semibold text-xl">{t("heading")}</h1>
        <p className="mt-1 text-fg-2">{t("intro")}</p>
      </header>
      <StepList current={step} />
      <section
        aria-label={t(`steps.${step}`)}
        className="mt-4 flex flex-col gap-5 rounded-lg border border-border bg-card p-5 sm:p-6"
      >
        {step === "database" ? <DatabaseStep onDone={() => go("root")} /> : null}
        {step === "root" ? (
          <RootStep
            onBack={() => go("database")}
            onDone={() => {
              setIsRoot(true);
              go("site");
            }}
          />
        ) : null}
        {step === "site" ? <SiteStep onDone={() => go("channel")} /> : null}
        {step === "channel" ? <ChannelStep made={channel} onMade={setChannel} onDone={() => go("token")} /> : null}
        {step === "token" ? <TokenStep channel={channel} onBack={() => go("channel")} /> : null}
      </section>
    </div>
  );
}

/** A pasted or stale link leads no further than rights and order allow. */
function reachable(wanted: SetupStep | null, isRoot: boolean): SetupStep {
  const isRootStep = wanted !== null && wanted !== "database" && wanted !== "root";
  if (isRoot) return isRootStep ? wanted : "site";
  return wanted === "root" ? "root" : "database";
}
