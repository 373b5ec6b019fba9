"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PersonLink } from "@/components/domain/ledger/person-link";
import { ReferenceLink } from "@/components/domain/ledger/reference-link";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Time } from "@/components/ui/time";
import { ResolveDifferenceInput } from "@/server/money/reconciliation/schema";
import { DifferenceAmount } from "./difference-amount";
import { DifferenceStatus } from "./difference-status";

/** What two books say of one record, and how it was settled. */
export function DifferenceDetail({ id }: { id: string }) {
  const query = useQuery(useTRPC().reconciliation.get.queryOptions({ id }));
  return <QueryState query={query}>{(difference) => <LoadedDifference difference={difference} />}</QueryState>;
}

type Difference = RouterOutputs["reconciliation"]["get"];

function LoadedDifference({ difference }: { difference: Difference }) {
  const t = useTranslations("reconciliation");
  const { rule, subject, user, expected, actual, status, resolver, resolution } = difference;
  return (
    <div className="flex flex-col items-start gap-6">
      <p className="text-fg-2">{t(`rules.${rule}.hint`)}</p>
      <DefinitionList className="w-full">
        <Definition term={t("columns.rule")}>{t(`rules.${rule}.label`)}</Definition>
        <Definition term={t("columns.subject")}>
          <ReferenceLink id={subject} isFull />
        </Definition>
        <Definition term={t("columns.user")}>{user ? <PersonLink person={user} /> : null}</Definition>
        <Definition term={t("columns.expected")}>
          <DifferenceAmount rule={rule} value={expected} />
        </Definition>
        <Definition term={t("columns.actual")}>
          <DifferenceAmount rule={rule} value={actual} />
        </Definition>
        <Definition term={t("columns.difference")}>
          <DifferenceAmount rule={rule} value={actual - expected} />
        </Definition>
        <Definition term={t("columns.status")}>
          <DifferenceStatus status={status} />
        </Definition>
        <Definition term={t("columns.createdAt")}>
          <Time value={difference.createdAt} format="absolute" />
        </Definition>
        {resolver ? (
          <>
            <Definition term={t("detail.by")}>
              <PersonLink person={resolver} />
            </Definition>
            <Definition term={t("detail.note")}>{resolution}</Definition>
          </>
        ) : null}
      </DefinitionList>
      {status === "open" ? <ResolveButton id={difference.id} /> : null}
    </div>
  );
}

const ResolveForm = ResolveDifferenceInput.pick({ resolution: true });

function ResolveButton({ id }: { id: string }) {
  const t = useTranslations("reconciliation.resolve");
  const trpc = useTRPC();
  const mayResolve = useCan("reconciliation.resolve");
  const [isOpen, setIsOpen] = useState(false);
  const form = useZodForm({ schema: ResolveForm, defaultValues: { resolution: "" } });
  const resolve = useAction(trpc.reconciliation.resolve.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.reconciliation.pathFilter()],
  });
  if (!mayResolve) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("action")}</Button>
      <FormDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t("title")}
        description={t("description")}
        form={form}
        onSubmit={({ resolution }) => resolve.call({ id, resolution })}
        submitLabel={t("action")}
      >
        <TextareaField control={form.control} name="resolution" label={t("label")} description={t("hint")} />
      </FormDialog>
    </>
  );
}
