import { getSetting } from "@/server/configuration/setting/current";

export type MailWords = { subject: string; text: string };

type Locale = "en" | "zh-CN";

/** The language of somebody's mails: theirs where they chose one, else the site's. */
function localeOf(locale: string | null | undefined): Locale {
  return locale === "en" || locale === "zh-CN" ? locale : getSetting("site.defaultLocale");
}

function worded(
  locale: string | null | undefined,
  words: Record<Locale, { subject: string; lines: string[] }>,
): MailWords {
  const { subject, lines } = words[localeOf(locale)];
  const site = getSetting("site.name");
  const address = getSetting("site.publicUrl");
  const signature = address === "" ? site : `${site}\n${address}`;
  return { subject: `${subject} · ${site}`, text: `${lines.join("\n\n")}\n\n-- \n${signature}\n` };
}

export function testText(locale: string | null | undefined): MailWords {
  return worded(locale, {
    en: { subject: "Test mail", lines: ["Mail works: this one came from the settings page."] },
    "zh-CN": { subject: "测试邮件", lines: ["邮件发送正常：这封邮件来自设置页面。"] },
  });
}

/** The code that proves an address at the registration. */
export function verifyText(locale: string | null | undefined, code: string, minutes: number): MailWords {
  return worded(locale, {
    en: {
      subject: `Your code is ${code}`,
      lines: [
        `Your code for the registration: ${code}`,
        `It holds for ${minutes} minutes and works once. If you did not ask for it, ignore this mail.`,
      ],
    },
    "zh-CN": {
      subject: `您的验证码是 ${code}`,
      lines: [`您的注册验证码：${code}`, `${minutes} 分钟内有效，只能使用一次。如果不是您本人操作，请忽略此邮件。`],
    },
  });
}

/** For somebody who asks to register with the address of an account that exists: only its owner reads that it does. */
export function accountExistsText(locale: string | null | undefined): MailWords {
  return worded(locale, {
    en: {
      subject: "You already have an account",
      lines: [
        "Somebody asked to register with this e-mail address, but there is an account with it already.",
        "Sign in with it, or use “Forgot password?” on the sign-in page. If that was not you, ignore this mail.",
      ],
    },
    "zh-CN": {
      subject: "您已有账户",
      lines: [
        "有人请求用此邮箱注册，但该邮箱已有账户。",
        "请直接登录，或在登录页使用“忘记密码”。如果不是您本人操作，请忽略此邮件。",
      ],
    },
  });
}

/** `link` is empty where the site does not know its own address: then the code is typed. */
export function resetText(
  locale: string | null | undefined,
  input: { username: string; code: string; link: string; minutes: number },
): MailWords {
  const { username, code, link, minutes } = input;
  return worded(locale, {
    en: {
      subject: "Set a new password",
      lines: [
        `Somebody, hopefully you, asked for a new password of the account “${username}”.`,
        link === "" ? `Type this code on the page “New password”: ${code}` : `Open this address to set it:\n${link}`,
        `This holds for ${minutes} minutes and works once. If it was not you, ignore this mail: nothing has changed.`,
      ],
    },
    "zh-CN": {
      subject: "设置新密码",
      lines: [
        `有人（希望是您本人）请求为账户“${username}”设置新密码。`,
        link === "" ? `请在“新密码”页面输入此代码：${code}` : `请打开以下地址设置：\n${link}`,
        `${minutes} 分钟内有效，只能使用一次。如果不是您本人操作，请忽略此邮件，账户没有任何变化。`,
      ],
    },
  });
}

/** `balance` in US dollars, as a text. */
export function lowBalanceText(
  locale: string | null | undefined,
  input: { username: string; balance: string },
): MailWords {
  const { username, balance } = input;
  const wallet = getSetting("site.publicUrl") === "" ? "" : `${getSetting("site.publicUrl")}/wallet`;
  return worded(locale, {
    en: {
      subject: "Your balance is low",
      lines: [
        `The balance of the account “${username}” has fallen to US$ ${balance}. Requests are refused once it is used up.`,
        ...(wallet === "" ? [] : [`Top up here:\n${wallet}`]),
      ],
    },
    "zh-CN": {
      subject: "余额不足提醒",
      lines: [
        `账户“${username}”的余额已降至 ${balance} 美元。用完后请求会被拒绝。`,
        ...(wallet === "" ? [] : [`在此充值：\n${wallet}`]),
      ],
    },
  });
}
