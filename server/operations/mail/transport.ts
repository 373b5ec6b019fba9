import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import type SMTPTransport from "nodemailer/lib/smtp-transport";
import { getSetting } from "@/server/configuration/setting/current";
import { connectGuarded } from "@/server/kernel/egress-socket";
import { AppError } from "@/server/kernel/errors";
import { toMailError } from "./fault";

export type MailText = { to: string; subject: string; text: string };

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;

/** Whether there is a server to send by; without one nothing that needs mail is offered. */
export function isMailConfigured(): boolean {
  return getSetting("mail.host") !== "" && senderAddress() !== "";
}

/** What people see as the sender: the one set, else the account where that is an address. */
function senderAddress(): string {
  const account = getSetting("mail.account");
  return getSetting("mail.from") || (account.includes("@") ? account : "");
}

/**
 * Sends one mail by the server of the settings, over a connection that passed the guard of outbound calls.
 * Throws PRECONDITION_FAILED (mail.not_configured), FORBIDDEN (egress.refused), UPSTREAM (mail.refused, mail.timeout,
 * mail.host_unknown, mail.bad_login, mail.certificate, mail.tls, mail.rejected, mail.failed) with host, port and the
 * server's own words.
 */
export async function sendMail(mail: MailText): Promise<void> {
  if (!isMailConfigured()) throw new AppError("PRECONDITION_FAILED", { reason: "mail.not_configured" });
  const server = { host: getSetting("mail.host"), port: getSetting("mail.port") };
  try {
    const transport = createTransport(transportOptions(server));
    await transport.sendMail({
      from: { name: getSetting("site.name"), address: senderAddress() },
      ...mail,
      // Machines that answer mails by themselves leave such ones alone.
      headers: { "Auto-Submitted": "auto-generated" },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw toMailError(error, server);
  }
}

function transportOptions(server: { host: string; port: number }): SMTPTransport.Options {
  const security = getSetting("mail.security");
  const user = getSetting("mail.account");
  return {
    ...server,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: {
      rejectUnauthorized: getSetting("mail.verifiesCertificate"),
      ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    },
    ...(user === "" ? {} : { auth: { user, pass: getSetting("mail.password") } }),
    ...(getSetting("mail.forcesLogin") ? { authMethod: "LOGIN" } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    getSocket: (_options, callback) => {
      const policy = () => ({ allowedHosts: getSetting("network.allowedHosts") });
      connectGuarded({ policy, connectTimeoutMs: CONNECT_TIMEOUT_MS }, server).then(
        (connection) => callback(null, { connection }),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), {}),
      );
    },
  };
}
