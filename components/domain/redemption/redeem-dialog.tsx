"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { UserField } from "@/components/domain/user/user-field";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useQuotaText } from "@/components/ui/money";
import { RedeemForInput } from "@/server/money/redemption/schema";

type OverlayProps = { open: boolean; onOpenChange: (open: boolean) => void };
type Redeemed = RouterOutputs["redemption"]["redeem"];

const code = z.string().trim().min(1, "required").max(200);
const OwnForm = z.object({ code });

/** Redeems a code for oneself. */
export function RedeemDialog(props: OverlayProps) {
  const t = useTranslations("redemption.redeem");
  const trpc = useTRPC();
  const doneText = useDoneText();
  const redeem = useAction(trpc.redemption.redeem.mutationOptions(), {
    success: doneText,
    invalidate: useChangedByRedeeming(),
  });
  const form = useZodForm({ schema: OwnForm, defaultValues: { code: "" } });
  return (
    <FormDialog {...props} title={t("title")} form={form} onSubmit={redeem.call} submitLabel={t("submit")}>
      <TextField control={form.control} name="code" label={t("code")} description={t("codeHint")} isMono isAutoFocus />
    </FormDialog>
  );
}

/** Redeems a code for a customer; which one is asked for where the page is not about one. */
export function RedeemForDialog(props: OverlayProps & { user?: { id: string; username: string } }) {
  const { user, ...overlay } = props;
  const t = useTranslations("redemption.redeem");
  const trpc = useTRPC();
  const doneText = useDoneText();
  const redeem = useAction(trpc.redemption.redeemFor.mutationOptions(), {
    success: doneText,
    invalidate: useChangedByRedeeming(),
  });
  const schema = useMemo(
    () =>
      z.object({
        userId: z.string({ error: "required" }).min(1, "required"),
        code,
        reason: RedeemForInput.shape.reason,
      }),
    [],
  );
  const form = useZodForm({ schema, defaultValues: { userId: user?.id ?? "", code: "", reason: "" } });
  return (
    <FormDialog
      {...overlay}
      title={user ? t("titleFor", { name: user.username }) : t("forCustomer")}
      form={form}
      onSubmit={redeem.call}
      submitLabel={t("submit")}
    >
      {user ? null : <UserField control={form.control} name="userId" label={t("customer")} />}
      <TextField
        control={form.control}
        name="code"
        label={t("code")}
        description={t("codeHint")}
        isMono
        isAutoFocus={user !== undefined}
      />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormDialog>
  );
}

function useDoneText(): (redeemed: Redeemed) => string {
  const t = useTranslations("redemption.redeem");
  const quotaText = useQuotaText();
  return ({ amount, balance, endsAt }) => {
    const values = { amount: quotaText(amount), balance: quotaText(balance) };
    return endsAt ? t("doneUntil", { ...values, at: endsAt }) : t("done", values);
  };
}

/** Everything that shows a balance, a ledger or a code. */
function useChangedByRedeeming() {
  const trpc = useTRPC();
  return [
    trpc.redemption.pathFilter(),
    trpc.creditLot.pathFilter(),
    trpc.ledger.pathFilter(),
    trpc.wallet.pathFilter(),
    trpc.user.pathFilter(),
    trpc.audit.pathFilter(),
  ];
}
