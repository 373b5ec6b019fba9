"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { RoleName } from "@/components/domain/user/role-name";
import { useAction } from "@/components/feedback/use-action";
import { PageForm } from "@/components/form/page-form";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Time } from "@/components/ui/time";
import { ProfileUpdateInput } from "@/server/identity/profile/schema";
import type { Profile } from "./profile-page";

const AccountInput = ProfileUpdateInput.pick({ version: true, displayName: true, email: true });

export function AccountForm({ profile }: { profile: Profile }) {
  const t = useTranslations("profile");
  const trpc = useTRPC();
  const router = useRouter();
  const form = useZodForm({
    schema: AccountInput,
    defaultValues: { version: profile.version, displayName: profile.displayName, email: profile.email ?? "" },
  });
  const update = useAction(trpc.profile.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.profile.pathFilter(), trpc.audit.pathFilter()],
    // The name stands in the shell, which the server draws.
    onSuccess: () => router.refresh(),
  });
  return (
    <div className="flex flex-col gap-5">
      <DefinitionList>
        <Definition term={t("username")}>{profile.username}</Definition>
        <Definition term={t("role")}>
          <RoleName role={profile.role} />
        </Definition>
        <Definition term={t("group")}>{profile.groupName}</Definition>
        <Definition term={t("memberSince")}>
          <Time value={profile.createdAt} format="date" />
        </Definition>
      </DefinitionList>
      <PageForm form={form} onSubmit={update.call} submitLabel={t("save")}>
        <TextField control={form.control} name="displayName" label={t("displayName")} autoComplete="name" />
        <TextField
          control={form.control}
          name="email"
          type="email"
          label={t("email")}
          description={t("emailHint")}
          autoComplete="email"
          isOptional
        />
      </PageForm>
    </div>
  );
}
