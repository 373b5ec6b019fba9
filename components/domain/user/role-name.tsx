"use client";

import { useTranslations } from "next-intl";
import type { Role } from "@/server/identity/permission/schema";

/** A role in the reader's language. */
export function RoleName({ role }: { role: Role }) {
  const t = useTranslations("user.roles");
  return t(role);
}
