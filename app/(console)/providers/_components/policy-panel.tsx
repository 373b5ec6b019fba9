"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { RadioGroup } from "@/components/ui/radio-group";
import { OWN_PROVIDER_POLICIES, type OwnProviderPolicy } from "@/server/supply/own-provider/schema";

/** When one's own providers are asked, in force as it is chosen. */
export function PolicyPanel({ policy, note }: { policy: OwnProviderPolicy; note: string }) {
  const t = useTranslations("ownProvider.policy");
  const trpc = useTRPC();
  const save = useAction(trpc.ownProvider.setPolicy.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.ownProvider.pathFilter()],
  });
  return (
    <Panel title={t("title")} description={note}>
      <RadioGroup<OwnProviderPolicy>
        aria-label={t("title")}
        value={policy}
        onValueChange={(next) => void save.run({ policy: next })}
        options={OWN_PROVIDER_POLICIES.map((value) => ({
          value,
          label: t(`options.${value}`),
          description: t(`hints.${value}`),
        }))}
      />
    </Panel>
  );
}
