"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import type { SignInFault } from "./sign-in";

/** Why a sign-in did not work, in the reader's language. */
export function FaultAlert({ fault }: { fault: SignInFault }) {
  const t = useTranslations();
  const key = reasonKey(fault.reason);
  const values = Object.fromEntries(
    Object.entries(fault.meta).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
  );
  return <Alert tone="err">{key && t.has(key) ? t(key, values) : t("errors.INTERNAL")}</Alert>;
}
