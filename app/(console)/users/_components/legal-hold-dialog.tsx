"use client";

import { useTranslations } from "next-intl";
import { useAction } from "@/components/feedback/use-action";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { useTRPC } from "@/components/trpc/provider";
import type { UserSubject } from "./user-act";

/** Keeps all that belongs to an account from being cleaned up, or ends that; either way somebody says why. */
export function LegalHoldDialog(props: { user: UserSubject; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { user, ...overlay } = props;
  const t = useTranslations("retention.holds");
  const trpc = useTRPC();
  const isHeld = user.legalHoldAt !== null;
  const invalidate = [trpc.user.pathFilter(), trpc.retention.pathFilter()];
  const hold = useAction(trpc.retention.hold.mutationOptions(), { success: t("placed"), invalidate });
  const release = useAction(trpc.retention.release.mutationOptions(), { success: t("released"), invalidate });
  const name = user.username;
  return (
    <ReasonDialog
      {...overlay}
      title={isHeld ? t("releaseTitle", { name }) : t("placeTitle", { name })}
      effect={isHeld ? t("releaseEffect") : t("placeEffect")}
      submitLabel={isHeld ? t("release") : t("place")}
      onSubmit={(reason) => (isHeld ? release : hold).call({ userId: user.id, reason })}
    />
  );
}
