"use client";

import { Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useBotCheck } from "@/components/domain/entry/bot-check";
import { FaultAlert } from "@/components/domain/entry/fault-alert";
import { ProviderButtons } from "@/components/domain/entry/provider-buttons";
import { faultOfAddress, keepLocale, type SignInFault, signInWithPassword } from "@/components/domain/entry/sign-in";
import { wayBack } from "@/components/domain/entry/way-back";
import { useTRPCClient } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { Entry } from "@/server/identity/session/entry";

type LoginEntry = Pick<
  Entry,
  "siteName" | "methods" | "takesPasswords" | "canResetPassword" | "isRegistrationOpen" | "pages" | "checksBots"
>;

export function LoginForm({ entry }: { entry: LoginEntry }) {
  const { siteName, methods, takesPasswords, canResetPassword, isRegistrationOpen, checksBots } = entry;
  const t = useTranslations("login");
  const client = useTRPCClient();
  const id = useId();
  const [fault, setFault] = useState<SignInFault | null>(null);
  const [isPending, setIsPending] = useState(false);
  // The server asks for it after a failure: nobody else is bothered.
  const [isChecked, setIsChecked] = useState(false);
  const botCheck = useBotCheck(isChecked);

  // A sign-in elsewhere comes back here when it failed.
  useEffect(() => setFault(faultOfAddress(window.location.search)), []);

  const handleSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    // Read from the fields themselves: a password manager fills them before the page's code is there.
    const fields = new FormData(event.currentTarget);
    const name = String(fields.get("username") ?? "");
    const password = String(fields.get("password") ?? "");
    setIsPending(true);
    setFault(null);
    const refused = await signInWithPassword({ name, password, ...botCheck.take() });
    if (refused) {
      setFault(refused);
      setIsChecked(checksBots);
      setIsPending(false);
      return;
    }
    await client.profile.get.query().then(
      (profile) => keepLocale(profile.locale),
      () => undefined,
    );
    // A whole load: nothing drawn for a visitor is left over.
    window.location.assign(wayBack());
  };
  return (
    <div className="w-full max-w-[360px]">
      <h1 className="mb-6 break-words text-center font-semibold text-xl">{t("heading", { site: siteName })}</h1>
      <div className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6">
        {fault ? <FaultAlert fault={fault} /> : null}
        {takesPasswords ? (
          // Sent before the page's code is there, a password must not end up in the address; the way back stays in it.
          <form method="post" onSubmit={handleSubmit} className="flex flex-col gap-4">
            <div className="flex flex-col gap-1">
              <Label htmlFor={`${id}-name`}>{t("name")}</Label>
              <Input
                id={`${id}-name`}
                name="username"
                autoComplete="username"
                autoCapitalize="none"
                spellCheck={false}
                autoFocus
                required
                className="h-10"
              />
            </div>
            <PasswordInput id={`${id}-password`} />
            {botCheck.field}
            <Button type="submit" variant="primary" size="lg" isPending={isPending} className="mt-1 w-full">
              {t("submit")}
            </Button>
          </form>
        ) : null}
        {takesPasswords && methods.length > 0 ? <Or /> : null}
        {methods.length > 0 ? <ProviderButtons methods={methods} callbackUrl={wayBack} /> : null}
      </div>
      <LoginHelp isRegistrationOpen={isRegistrationOpen} canResetPassword={canResetPassword} />
    </div>
  );
}

function Or() {
  const t = useTranslations("login");
  return (
    <div className="flex items-center gap-3 text-fg-3 text-xs">
      <span className="h-px flex-1 bg-border" />
      {t("or")}
      <span className="h-px flex-1 bg-border" />
    </div>
  );
}

function LoginHelp(props: { isRegistrationOpen: boolean; canResetPassword: boolean }) {
  const t = useTranslations("login");
  return (
    <div className="mt-4 flex flex-col gap-3 text-center text-fg-2 text-sm">
      {props.canResetPassword ? (
        <Link href="/forgot-password" className="text-accent underline">
          {t("forgot")}
        </Link>
      ) : null}
      {props.isRegistrationOpen ? (
        <p>
          {t("noAccount")}{" "}
          <Link href="/register" className="text-accent underline">
            {t("register")}
          </Link>
        </p>
      ) : null}
      {props.canResetPassword ? null : (
        <p className="text-fg-3 text-xs">{props.isRegistrationOpen ? t("lostPassword") : t("help")}</p>
      )}
    </div>
  );
}

function PasswordInput({ id }: { id: string }) {
  const t = useTranslations("login");
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="flex flex-col gap-1">
      <Label htmlFor={id}>{t("password")}</Label>
      <div className="relative">
        <Input
          id={id}
          name="password"
          type={isShown ? "text" : "password"}
          autoComplete="current-password"
          required
          className="h-10 pr-10"
        />
        <Button
          variant="ghost"
          size="icon"
          className="absolute top-1 right-1"
          aria-label={isShown ? t("hidePassword") : t("showPassword")}
          onClick={() => setIsShown(!isShown)}
        >
          <Icon aria-hidden />
        </Button>
      </div>
    </div>
  );
}
