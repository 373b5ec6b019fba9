"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { ComboboxField } from "@/components/form/choice-fields";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useTRPC } from "@/components/trpc/provider";

type FormControl<Values extends FieldValues, Context, Out> = { control: Control<Values, Context, Out> };

/** What an account signs in with. */
export function UserNameFields<Values extends FieldValues, Context, Out>(
  props: FormControl<Values, Context, Out> & { isAutoFocus?: boolean },
) {
  const { control, isAutoFocus = false } = props;
  const t = useTranslations("user.fields");
  return (
    <>
      <TextField
        control={control}
        name={"username" as FieldPath<Values>}
        label={t("username")}
        description={t("usernameHint")}
        isAutoFocus={isAutoFocus}
      />
      <TextField
        control={control}
        name={"email" as FieldPath<Values>}
        type="email"
        label={t("email")}
        description={t("emailHint")}
        isOptional
      />
    </>
  );
}

/** What the staff notes about an account. */
export function UserNotesField<Values extends FieldValues, Context, Out>(props: FormControl<Values, Context, Out>) {
  const t = useTranslations("user.fields");
  return (
    <TextareaField
      control={props.control}
      name={"notes" as FieldPath<Values>}
      label={t("notes")}
      description={t("notesHint")}
      isOptional
    />
  );
}

/** The group of an account, out of all there are. */
export function UserGroupField<Values extends FieldValues, Context, Out>(props: {
  control: Control<Values, Context, Out>;
  name: FieldPath<Values>;
}) {
  const t = useTranslations("user.fields");
  const groups = useQuery(useTRPC().group.list.queryOptions());
  return (
    <ComboboxField
      control={props.control}
      name={props.name}
      label={t("group")}
      description={t("groupHint")}
      isLoading={groups.isPending}
      options={(groups.data ?? []).map((group) => ({
        value: group.name,
        label: group.displayName,
        hint: `${group.name} · ×${group.ratio}`,
      }))}
    />
  );
}
