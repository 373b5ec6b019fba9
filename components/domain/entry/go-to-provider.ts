import { signIn } from "next-auth/react";

/** Leads to a provider and back to `callbackUrl`. It leaves the page; where it does not (no answer), it ends. */
export async function goToProvider(id: string, callbackUrl: string, options: Record<string, string> = {}) {
  const back = `?callbackUrl=${encodeURIComponent(callbackUrl)}`;
  if (id === "telegram") window.location.assign(`/api/telegram-sign-in${back}`);
  else if (id === "wechat") window.location.assign(`/wechat-sign-in${back}`);
  else await signIn(id, { callbackUrl }, options);
}
