"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { newIdempotencyKey } from "@/components/domain/ledger/idempotency-key";
import { UserField } from "@/components/domain/user/user-field";
import { useAction } from "@/components/feedback/use-action";
import { FormSheet } from "@/components/form/form-overlay";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Skeleton } from "@/components/ui/skeleton";
import { TopUpFields } from "./top-up-fields";
import { TopUpForm, Way } from "./top-up-form-schema";
import { TopUpOff } from "./top-up-off";

const CreateForm = TopUpForm.extend({ userId: z.string().min(1, "required") });

type CreateOrderSheetProps = {
  /** For whom; asked for where the page is not about one customer. */
  user?: { id: string; username: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Staff make an order for a customer, who then pays it, or whose transfer is completed by hand. */
export function CreateOrderSheet({ user, open, onOpenChange }: CreateOrderSheetProps) {
  const t = useTranslations("order.create");
  const trpc = useTRPC();
  const [idempotencyKey] = useState(newIdempotencyKey);
  const options = useQuery(trpc.order.options.queryOptions());
  const form = useZodForm({ schema: CreateForm, defaultValues: { userId: user?.id ?? "", way: "" } });
  const userId = form.watch("userId");
  const isOff = options.data?.providers.length === 0;
  const create = useAction(trpc.order.create.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.order.pathFilter(), trpc.audit.pathFilter()],
  });
  const save = ({ userId: customer, quota, way }: z.output<typeof CreateForm>) => {
    const [provider, method] = Way.parse(way);
    const item = { purpose: "top_up", quota } as const;
    return create.call({ userId: customer, item, provider, method, idempotencyKey });
  };
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={user ? t("titleFor", { name: user.username }) : t("title")}
      description={t("description")}
      form={form}
      onSubmit={save}
      submitLabel={t("submit")}
      isSubmitOff={isOff}
    >
      {user || isOff ? null : <UserField control={form.control} name="userId" label={t("customer")} />}
      {isOff ? <TopUpOff /> : null}
      {options.data && !isOff ? (
        <TopUpFields control={form.control} options={options.data} userId={userId || undefined} />
      ) : null}
      {options.data ? null : <Skeleton className="h-40" />}
    </FormSheet>
  );
}
