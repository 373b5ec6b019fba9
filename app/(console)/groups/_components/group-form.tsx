"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSaveAsDraft } from "@/components/domain/draft/use-save-as-draft";
import { PriceEffect } from "@/components/domain/price/price-effect";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { SwitchField, TagsField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import type { FormMerge } from "@/components/form/use-form-merge";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { GROUP_RATIO_PATTERN } from "@/server/access/group/schema";
import { AccountRatiosField } from "./account-ratios-field";
import { type GroupValues, useGroupSchema } from "./group-form-schema";
import type { GroupRow } from "./group-row";

const NEW_GROUP: GroupValues = {
  name: "",
  displayName: "",
  description: "",
  ratio: "1",
  accountRatios: {},
  isSelectable: false,
  addedGroups: [],
  removedGroups: [],
};

/** Makes a group, or changes one; its name is in tokens, channels and logs and stays. */
export function GroupForm(props: { group: GroupRow | null; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { group, open, onOpenChange } = props;
  const t = useTranslations("group");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const invalidate = [trpc.group.pathFilter(), trpc.price.pathFilter(), trpc.audit.pathFilter()];
  const undo = useUndoSave((_: unknown, { name: id }: { name: string }) => ({ kind: "group", id }));
  const create = useAction(trpc.group.create.mutationOptions(), { success: t("created"), invalidate, undo });
  const update = useAction(trpc.group.update.mutationOptions(), { success: t("saved"), invalidate, undo });
  const form = useZodForm({ schema: useGroupSchema(), defaultValues: group ? valuesOf(group) : NEW_GROUP });
  const save = (values: GroupValues, version = group?.version ?? 0) =>
    group
      ? // A disabled field is not among a form's values.
        withJumpConfirm((isJumpConfirmed) => update.call({ ...values, name: group.name, version, isJumpConfirmed }))
      : create.call(values);
  const merge = useGroupMerge(group);
  const groups = useQuery(trpc.group.list.queryOptions());
  const others = (groups.data ?? []).filter(({ name }) => name !== group?.name);
  const options = others.map(({ name, displayName }) => ({ value: name, label: displayName, keywords: [name] }));
  const draft = useSaveAsDraft<GroupValues>(group && { kind: "group", id: group.name }, ({ name, ...content }) => ({
    kind: "group",
    id: group?.name ?? name,
    label: content.displayName,
    content,
  }));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={group ? t("editTitle", { name: group.displayName }) : t("create")}
      form={form}
      onSubmit={save}
      {...(merge ? { merge } : {})}
      alternative={draft.alternative}
      submitLabel={group ? t("save") : t("create")}
      isEdit={group !== null}
    >
      {draft.dialog}
      <TextField control={form.control} name="displayName" label={t("form.displayName")} isAutoFocus />
      <TextField
        control={form.control}
        name="name"
        label={t("columns.name")}
        description={t("form.nameHint")}
        isMono
        isDisabled={group !== null}
      />
      <TextField
        control={form.control}
        name="ratio"
        label={t("columns.ratio")}
        description={t("ratioHint")}
        inputMode="decimal"
      />
      <AccountRatiosField control={form.control} groups={others} />
      <SwitchField
        control={form.control}
        name="isSelectable"
        label={t("form.selectable")}
        description={t("form.selectableHint")}
      />
      <TagsField
        control={form.control}
        name="addedGroups"
        label={t("form.addedGroups")}
        description={t("form.addedGroupsHint")}
        options={options}
        isOptional
      />
      <TagsField
        control={form.control}
        name="removedGroups"
        label={t("form.removedGroups")}
        description={t("form.removedGroupsHint")}
        options={options}
        isOptional
      />
      <TextareaField
        control={form.control}
        name="description"
        label={t("columns.description")}
        description={t("form.descriptionHint")}
        isOptional
        rows={2}
      />
      {group ? <PriceEffect changes={effectOf(group, form.watch(["ratio", "accountRatios"]))} /> : null}
    </FormDialog>
  );
}

/** Null while a ratio is incomplete, and when none changes. */
function effectOf(group: GroupRow, [ratio, accountRatios]: [string, GroupValues["accountRatios"]]) {
  const texts = [ratio, ...Object.values(accountRatios)].map((text) => text.trim());
  if (!texts.every((text) => GROUP_RATIO_PATTERN.test(text))) return null;
  const isSame = JSON.stringify([ratio, accountRatios]) === JSON.stringify([group.ratio, group.accountRatios]);
  return isSame ? null : { ratios: [{ group: group.name, ratio: ratio.trim(), accountRatios }] };
}

/** What the group is by now, when somebody else saved it first. */
function useGroupMerge(group: GroupRow | null): FormMerge<GroupValues> | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const labelOf = useFieldLabel();
  if (!group) return null;
  return {
    labelOf: (path) => labelOf({ kind: "group", path }) ?? path,
    readLatest: async () => {
      const groups = await queryClient.fetchQuery(trpc.group.list.queryOptions(undefined, { staleTime: 0 }));
      const latest = groups.find(({ name }) => name === group.name) ?? group;
      return { values: valuesOf(latest), version: latest.version };
    },
  };
}

function valuesOf(group: GroupRow): GroupValues {
  const { name, displayName, description, ratio, accountRatios, isSelectable, addedGroups, removedGroups } = group;
  return { name, displayName, description, ratio, accountRatios, isSelectable, addedGroups, removedGroups };
}
