import { getSetting } from "@/server/configuration/setting/current";
import type { IdentityProvider } from "./schema";

export type SignInMethod = { id: IdentityProvider; name: string };

/** The providers people may sign in by now, in the order of their buttons. */
export function signInMethods(): SignInMethod[] {
  const methods: (SignInMethod & { isOn: boolean })[] = [
    { id: "oidc", name: getSetting("signIn.oidcName"), isOn: getSetting("signIn.oidcEnabled") },
    { id: "github", name: "GitHub", isOn: getSetting("signIn.githubEnabled") },
    { id: "discord", name: "Discord", isOn: getSetting("signIn.discordEnabled") },
    { id: "linuxdo", name: "LinuxDO", isOn: getSetting("signIn.linuxdoEnabled") },
    { id: "telegram", name: "Telegram", isOn: getSetting("signIn.telegramEnabled") },
    { id: "wechat", name: "WeChat 微信", isOn: getSetting("signIn.wechatEnabled") },
  ];
  return methods.filter(({ isOn }) => isOn).map(({ id, name }) => ({ id, name }));
}
