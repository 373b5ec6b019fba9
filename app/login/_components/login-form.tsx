"use client";

import { Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { keepLocale, type SignInFault, signInWithPassword } from "@/components/domain/entry/sign-in";
import { reasonKey } from "@/components/feedback/reason-key";
import { useTRPCClient } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { returnPath } from "./return-path";

export function LoginForm(props: { siteName: string; isRegistrationOpen: boolean }) {
  const { siteName, isRegistrationOpen } = props;
  const t = useTranslations("login");
  const client = useTRPCClient();
  const id = useId();
  const [fault, setFault] = useState<SignInFault | null>(null);
  const [isPending, setIsPending] = useState(false);

  const handleSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    // Read from the fields themselves: a password manager fills them before the page's code is there.
    const fields = new FormData(event.currentTarget);
    const name = String(fields.get("username") ?? "");
    const password = String(fields.get("password") ?? "");
    setIsPending(true);
    setFault(null);
    const refused = await signInWithPassword({ name, password });
    if (refused) {
      setFault(refused);
      setIsPending(false);
      return;
    }
    await client.profile.get.query().then(
      (profile) => keepLocale(profile.locale),
      () => undefined,
    );
    const { origin, search } = window.location;
    // A whole load: nothing drawn for a visitor is left over.
    window.location.assign(returnPath(new URLSearchParams(search).get("callbackUrl"), origin));
  };
  return (
    <div className="w-full max-w-[360px]">
      <h1 className="mb-6 break-words text-center font-semibold text-xl">{t("heading", { site: siteName })}</h1>
      {/* Sent before the page's code is there, a password must not end up in the address; the way back stays in it. */}
      <form
        method="post"
        onSubmit={handleSubmit}
        className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6"
      >
        {fault ? <FaultAlert fault={fault} /> : null}
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
        <Button type="submit" variant="primary" size="lg" isPending={isPending} className="mt-1 w-full">
          {t("submit")}
        </Button>
      </form>
      {isRegistrationOpen ? (
        <p className="mt-4 text-center text-fg-2 text-sm">
          {t("noAccount")}{" "}
          <Link href="/register" className="text-accent underline">
            {t("register")}
          </Link>
        </p>
      ) : null}
      <p className="mt-4 text-center text-fg-3 text-xs">{isRegistrationOpen ? t("lostPassword") : t("help")}</p>
    </div>
  );
}

function FaultAlert({ fault }: { fault: SignInFault }) {
  const t = useTranslations();
  const key = reasonKey(fault.reason);
  const values = Object.fromEntries(
    Object.entries(fault.meta).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
  );
  return <Alert tone="err">{key && t.has(key) ? t(key, values) : t("errors.INTERNAL")}</Alert>;
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
