import { requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { parseStored } from "./current";
import { findEnvironmentSource } from "./environment";
import { findSettingDefinition, type SettingKey, type SettingValue } from "./registry/all";

/** A switch, and what has to be filled in before it may be on. */
type Needs = { when: SettingKey; needs: readonly SettingKey[] };

const NEEDS: readonly Needs[] = [
  {
    when: "signIn.oidcEnabled",
    needs: ["signIn.oidcWellKnownUrl", "signIn.oidcClientId", "signIn.oidcClientSecret"],
  },
  { when: "signIn.githubEnabled", needs: ["signIn.githubClientId", "signIn.githubClientSecret"] },
  { when: "signIn.discordEnabled", needs: ["signIn.discordClientId", "signIn.discordClientSecret"] },
  { when: "signIn.linuxdoEnabled", needs: ["signIn.linuxdoClientId", "signIn.linuxdoClientSecret"] },
  { when: "signIn.telegramEnabled", needs: ["signIn.telegramBotToken", "site.publicUrl"] },
  { when: "signIn.wechatEnabled", needs: ["signIn.wechatServerUrl", "signIn.wechatServerToken"] },
  { when: "botCheck.enabled", needs: ["botCheck.siteKey", "botCheck.secretKey"] },
  { when: "registration.restrictsEmailDomains", needs: ["registration.emailDomains"] },
  { when: "registration.verifiesEmail", needs: ["mail.host"] },
];

/** The switches of the ways to sign in, and the provider each lets in. */
const PROVIDER_SWITCHES = [
  ["oidc", "signIn.oidcEnabled"],
  ["github", "signIn.githubEnabled"],
  ["discord", "signIn.discordEnabled"],
  ["linuxdo", "signIn.linuxdoEnabled"],
  ["telegram", "signIn.telegramEnabled"],
  ["wechat", "signIn.wechatEnabled"],
] as const;

const GUARDED = new Set<string>([
  "signIn.passwordEnabled",
  "signIn.linuxdoTrustLevelMin",
  ...NEEDS.flatMap(({ when, needs }) => [when, ...needs]),
]);

/**
 * Looks at the settings as a save leaves them, inside its transaction: what hangs together must be whole, and whoever saved
 * must still be able to sign in. Throws BAD_INPUT (setting.incomplete, with the switch and what is missing),
 * PRECONDITION_FAILED (setting.locks_out, with `why`: no_method, editor, nobody).
 */
export async function requireSoundSettings(tx: ServiceContext, changedKeys: readonly string[]): Promise<void> {
  if (!changedKeys.some((key) => GUARDED.has(key))) return;
  const settings = await readGuarded(tx);
  for (const { when, needs } of NEEDS) {
    if (settings.get(when) !== true) continue;
    const missing = needs.find((key) => isEmpty(settings.get(key)));
    if (missing) throw new AppError("BAD_INPUT", { reason: "setting.incomplete", meta: { key: when, missing } });
  }
  await requireWayIn(tx, settings);
}

type Settings = { get<Key extends SettingKey>(key: Key): SettingValue<Key> };

async function readGuarded(tx: ServiceContext): Promise<Settings> {
  const rows = await tx.db.setting.findMany({ where: { key: { in: [...GUARDED] } } });
  const stored = new Map(rows.map((row) => [row.key, parseStored(row.key, row.value)]));
  return {
    get<Key extends SettingKey>(key: Key) {
      const fallback = findSettingDefinition(key)?.default;
      return (findEnvironmentSource(key)?.value ?? stored.get(key) ?? fallback) as SettingValue<Key>;
    },
  };
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === undefined || (Array.isArray(value) && value.length === 0);
}

async function requireWayIn(tx: ServiceContext, settings: Settings): Promise<void> {
  const hasPasswords = settings.get("signIn.passwordEnabled");
  const providers = PROVIDER_SWITCHES.filter(([, key]) => settings.get(key)).map(([provider]) => provider);
  if (!hasPasswords && providers.length === 0) throw lockedOut("no_method");
  // Whoever saves must keep their own way in; what the system does itself must leave a root account one.
  const who =
    tx.actor.kind === "user" ? { id: requireUserId(tx) } : { role: "root", status: "enabled", deletedAt: null };
  const people = await tx.db.user.findMany({ where: who, select: { id: true, passwordHash: true } });
  if (hasPasswords && people.some((person) => person.passwordHash !== null)) return;
  const linked = await tx.db.identity.count({
    where: { userId: { in: people.map(({ id }) => id) }, provider: { in: providers } },
  });
  if (linked === 0) throw lockedOut(tx.actor.kind === "user" ? "editor" : "nobody");
}

function lockedOut(why: "no_method" | "editor" | "nobody"): AppError {
  return new AppError("PRECONDITION_FAILED", { reason: "setting.locks_out", meta: { why } });
}
