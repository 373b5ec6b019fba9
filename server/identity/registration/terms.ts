import { getSetting } from "@/server/configuration/setting/current";
import { sha256Hex } from "@/server/kernel/crypto";

const MARK_LENGTH = 12;

/** The texts that whoever registers has to accept. */
export function hasTerms(): boolean {
  return getSetting("site.userAgreement") !== "" || getSetting("site.privacyPolicy") !== "";
}

/** Which versions of the texts were accepted, for the audit trail; empty where there are none. */
export function acceptedTerms(): { acceptedTerms?: string } {
  if (!hasTerms()) return {};
  const texts = [getSetting("site.userAgreement"), getSetting("site.privacyPolicy")];
  return { acceptedTerms: texts.map((text) => (text === "" ? "-" : sha256Hex(text).slice(0, MARK_LENGTH))).join(" ") };
}
