"use client";

import { useTranslations } from "next-intl";
import { SessionList } from "@/components/domain/session/session-list";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

/** Where one is signed in oneself. */
export function OwnSessions() {
  const t = useTranslations("session");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const revokeAll = useAction(trpc.session.revokeAll.mutationOptions(), {
    success: (count) => t("revokedCount", { count }),
    invalidate: [trpc.session.pathFilter(), trpc.audit.pathFilter()],
  });
  const handleClick = async () => {
    const isSure = await confirm({
      title: t("revokeAllTitle"),
      description: t("revokeAllDescription"),
      confirmLabel: t("revokeAll"),
      isDanger: true,
    });
    if (isSure) await revokeAll.run({});
  };
  return (
    <Panel
      title={t("title")}
      description={t("description")}
      actions={
        <Button size="sm" onClick={() => void handleClick()}>
          {t("revokeAll")}
        </Button>
      }
    >
      <SessionList canRevoke />
    </Panel>
  );
}
