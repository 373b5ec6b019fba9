"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { UserField } from "@/components/domain/user/user-field";
import { useAction } from "@/components/feedback/use-action";
import { SwitchField } from "@/components/form/choice-fields";
import { FormSheet } from "@/components/form/form-overlay";
import { QuotaField } from "@/components/form/quota-field";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { AUTO_GROUP } from "@/server/access/group/schema";
import { type TokenCreateValues, useTokenCreateSchema } from "./token-form";
import { TokenLimitFields } from "./token-limit-fields";

type Secret = RouterOutputs["token"]["create"];

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMade: (secret: Secret, models: string[]) => void;
  /** The owner, where the page is already about one. */
  ownerId?: string | undefined;
};

/** Makes a token, for oneself or with the right for it for somebody else; its key goes to `onMade` this one time. */
export function TokenCreateSheet(props: Props) {
  const auto = useQuery(useTRPC().group.auto.queryOptions({ userId: props.ownerId }));
  // What the form begins with has to be known when it opens.
  if (auto.isPending) return null;
  return <CreateSheet {...props} groupName={auto.data?.isForNewTokens ? AUTO_GROUP : null} />;
}

function CreateSheet(props: Props & { groupName: string | null }) {
  const { open, onOpenChange, onMade, ownerId, groupName } = props;
  const t = useTranslations("token");
  const trpc = useTRPC();
  const viewer = useViewer();
  const isForOthers = useCan("token.manageAny") && ownerId === undefined;
  const create = useAction(trpc.token.create.mutationOptions(), { invalidate: [trpc.token.pathFilter()] });
  const form = useZodForm({
    schema: useTokenCreateSchema(),
    defaultValues: emptyToken(ownerId ?? viewer.id, groupName),
  });
  const isUnlimited = form.watch("isUnlimited");
  const owner = form.watch("userId");

  const save = async ({ userId, quotaUnits, ...values }: TokenCreateValues) => {
    const isOwn = userId === null || userId === viewer.id;
    const secret = await create.call({ ...values, quotaUnits: quotaUnits ?? 0n, ...(isOwn ? {} : { userId }) });
    onMade(secret, values.modelLimits);
  };
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("create")}
      description={t("createHint")}
      form={form}
      onSubmit={save}
      submitLabel={t("create")}
    >
      <TextField
        control={form.control}
        name="name"
        label={t("form.name")}
        description={t("form.nameHint")}
        maxLength={64}
        isAutoFocus
      />
      {isForOthers ? <OwnerField control={form.control} /> : null}
      <SwitchField
        control={form.control}
        name="isUnlimited"
        label={t("form.unlimited")}
        description={t("form.unlimitedHint")}
      />
      {isUnlimited ? null : (
        <QuotaField
          control={form.control}
          name="quotaUnits"
          label={t("form.quota")}
          description={t("form.quotaHint")}
        />
      )}
      <TokenLimitFields control={form.control} ownerId={owner === viewer.id ? undefined : (owner ?? undefined)} />
    </FormSheet>
  );
}

function emptyToken(userId: string, groupName: string | null): TokenCreateValues {
  return {
    userId,
    name: "",
    expiresAt: null,
    isUnlimited: true,
    quotaUnits: null,
    modelLimits: [],
    allowedIps: [],
    groupName,
  };
}

type CreateForm = ReturnType<typeof useZodForm<TokenCreateValues, TokenCreateValues>>;

function OwnerField({ control }: { control: CreateForm["control"] }) {
  const t = useTranslations("token.form");
  const viewer = useViewer();
  return (
    <UserField
      control={control}
      name="userId"
      label={t("owner")}
      description={t("ownerHint")}
      fixedOptions={[{ value: viewer.id, label: t("ownerSelf", { name: viewer.username }) }]}
    />
  );
}
