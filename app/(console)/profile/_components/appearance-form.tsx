"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { ComboboxField, SelectField } from "@/components/form/choice-fields";
import { PageForm } from "@/components/form/page-form";
import { useZodForm } from "@/components/form/use-zod-form";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES } from "@/components/i18n/locale";
import { writeCookie } from "@/components/layout/write-cookie";
import { useTRPC } from "@/components/trpc/provider";
import { ProfileUpdateInput } from "@/server/identity/profile/schema";
import { BrowserPreferences } from "./browser-preferences";
import type { Profile } from "./profile-page";

const AUTO = "auto";
const AppearanceInput = z.object({
  locale: z.enum([AUTO, ...LOCALES]),
  timeZone: ProfileUpdateInput.shape.timeZone,
});

export function AppearanceForm({ profile }: { profile: Profile }) {
  const t = useTranslations("profile");
  const trpc = useTRPC();
  const router = useRouter();
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone })), []);
  const form = useZodForm({
    schema: AppearanceInput,
    defaultValues: { locale: LOCALES.find((name) => name === profile.locale) ?? AUTO, timeZone: profile.timeZone },
  });
  const update = useAction(trpc.profile.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.profile.pathFilter(), trpc.audit.pathFilter()],
    onSuccess: (_, { locale }) => {
      // An empty choice leaves the language to the browser again.
      writeCookie(LOCALE_COOKIE, locale ?? "");
      router.refresh();
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <PageForm
        form={form}
        onSubmit={({ locale, timeZone }) =>
          update.call({ version: profile.version, locale: locale === AUTO ? null : locale, timeZone: timeZone ?? null })
        }
        submitLabel={t("saveAppearance")}
      >
        <SelectField
          control={form.control}
          name="locale"
          label={t("locale")}
          className="max-w-xs"
          options={[
            { value: AUTO, label: t("localeAuto") },
            ...LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] })),
          ]}
        />
        <ComboboxField
          control={form.control}
          name="timeZone"
          label={t("timeZone")}
          className="max-w-xs"
          placeholder={t("timeZoneAuto")}
          options={zones}
          isClearable
        />
      </PageForm>
      <BrowserPreferences />
    </div>
  );
}
