"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useUndoConfigSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { useFaultText } from "@/components/schema-form/fault-text";
import { faultsIn } from "@/components/schema-form/form-value";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ConfigRow } from "./config-row";

/** There is a newer version of the template: the way to it, or what of the values keeps from it. */
export function UpgradeNotice({ config, isDirty }: { config: ConfigRow; isDirty: boolean }) {
  const t = useTranslations("config.upgrade");
  const trpc = useTRPC();
  const faultText = useFaultText();
  const { id, version, templateId, values, secrets } = config;
  const newest = useQuery(trpc.template.get.queryOptions({ id: templateId }));
  const update = useAction(trpc.config.update.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.config.pathFilter(), trpc.template.pathFilter(), trpc.revision.pathFilter()],
    undo: useUndoConfigSave(),
  });
  if (!newest.data) return null;
  const { number, label, definition } = newest.data;
  const faults = faultsIn(definition, values, secrets);
  const upgrade = (
    <Button
      size="sm"
      disabled={isDirty}
      isPending={update.isPending}
      onClick={() => void update.run({ id, version, templateNumber: number })}
    >
      {t("move", { label })}
    </Button>
  );
  return (
    <Alert
      tone={faults.length === 0 ? "info" : "warn"}
      title={t("title", { label })}
      className="max-w-2xl"
      actions={faults.length === 0 ? upgrade : null}
    >
      {faults.length === 0 ? t("fits") : t("breaks")}
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.path} ${fault.code}`}>
            <code className="font-mono text-meta">{fault.path || "/"}</code> {faultText(fault)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
