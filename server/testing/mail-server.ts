import { SMTPServer } from "smtp-server";

export type ReceivedMail = { to: string[]; from: string; source: string };

export type MailServer = { port: number; mails: ReceivedMail[]; close(): Promise<void> };

type Options = {
  /** Asks for this account; without it everybody may send. */
  login?: { user: string; pass: string };
  /** From the first byte, with a certificate nobody signed. */
  isTls?: boolean;
  /** Answers this to every recipient. */
  refusal?: string;
};

/** A mail server of this machine that keeps what it gets. */
export async function startMailServer(options: Options = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    secure: options.isTls ?? false,
    authOptional: options.login === undefined,
    disabledCommands: options.isTls ? [] : ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      const isRight = username === options.login?.user && password === options.login?.pass;
      if (isRight) callback(null, { user: username ?? "" });
      else callback(new Error("535 invalid user or password"));
    },
    onRcptTo(_address, _session, callback) {
      if (options.refusal === undefined) callback();
      else callback(Object.assign(new Error(options.refusal), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), source: Buffer.concat(parts).toString("utf8") });
        callback();
      });
    },
  });
  // A client that breaks off (it trusts no certificate, say) is what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The text of a mail as its reader sees it. */
export function readText({ source }: ReceivedMail): string {
  const body = source.slice(source.indexOf("\r\n\r\n") + 4);
  if (/^content-transfer-encoding: base64/im.test(source)) return Buffer.from(body, "base64").toString("utf8");
  if (!/^content-transfer-encoding: quoted-printable/im.test(source)) return body;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
