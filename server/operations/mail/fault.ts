import { AppError } from "@/server/kernel/errors";

const DETAIL_LENGTH_MAX = 300;

type MailServer = { host: string; port: number };

/** What the library says of a failed mail, as an error that says what to do. The server's own words are in `detail`. */
export function toMailError(error: unknown, server: MailServer): AppError {
  if (error instanceof AppError) return error;
  const detail = detailOf(error);
  const reason = reasonOf(textField(error, "code"), detail);
  return new AppError("UPSTREAM", { reason: `mail.${reason}`, meta: { ...server, detail }, cause: error });
}

function reasonOf(code: string, detail: string): string {
  if (code === "EAUTH") return "bad_login";
  if (code === "EENVELOPE" || code === "EMESSAGE") return "rejected";
  if (/certificate|self[- ]signed|altname/i.test(detail)) return "certificate";
  if (code === "ETLS" || /STARTTLS|SSL routines|wrong version number/i.test(detail)) return "tls";
  if (code === "ECONNREFUSED" || /ECONNREFUSED/.test(detail)) return "refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EDNS") return "host_unknown";
  if (code === "ETIMEDOUT" || code === "UND_ERR_CONNECT_TIMEOUT") return "timeout";
  return "failed";
}

function detailOf(error: unknown): string {
  const said = textField(error, "response") || (error instanceof Error ? error.message : String(error));
  return said.replaceAll(/\s+/g, " ").trim().slice(0, DETAIL_LENGTH_MAX);
}

function textField(error: unknown, name: string): string {
  const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, name) : "";
  return typeof value === "string" ? value : "";
}
