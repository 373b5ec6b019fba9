"use client";

import { useTranslations } from "next-intl";
import { SessionList } from "@/components/domain/session/session-list";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { can, outranks } from "@/server/identity/permission/schema";
import type { UserDetail } from "../../_components/user-detail";

/** Where an account is signed in, and the way to end it. */
export function UserSessions({ user }: { user: UserDetail }) {
  const t = useTranslations("user.sessions");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const viewer = useViewer();
  const canRevoke = can(viewer.role, "session.revokeAny") && outranks(viewer.role, user.role);
  const revokeAll = useAction(trpc.session.revokeAll.mutationOptions(), {
    success: (count) => t("ended", { count }),
    invalidate: [trpc.session.pathFilter(), trpc.user.pathFilter(), trpc.audit.pathFilter()],
  });
  const handleEndAll = async () => {
    const isSure = await confirm({
      title: t("endAllTitle", { name: user.username }),
      description: t("endAllDescription", { name: user.username }),
      confirmLabel: t("endAll"),
      isDanger: true,
    });
    if (isSure) await revokeAll.run({ userId: user.id });
  };
  return (
    <Panel
      className="max-w-[720px]"
      title={t("title")}
      actions={
        canRevoke && user.sessionCount > 0 ? (
          <Button size="sm" onClick={() => void handleEndAll()}>
            {t("endAll")}
          </Button>
        ) : null
      }
    >
      <SessionList userId={user.id} canRevoke={canRevoke} />
    </Panel>
  );
}
