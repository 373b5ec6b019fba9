import { isStaff, type Role } from "@/server/identity/permission/schema";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { notFound } from "@/server/kernel/errors";
import { getSetting } from "../setting/current";
import type { SiteAnnouncement } from "../setting/registry/appearance";
import { logoUrl } from "./logo";
import type { SitePage } from "./schema";

const MARK_LENGTH = 16;

export type ShownAnnouncement = Pick<SiteAnnouncement, "text" | "level" | "isDismissible"> & {
  /** Another text or level has another one, so that what was dismissed comes back when it changes. */
  mark: string;
};

/** What the frame of every page shows of the site, to whoever looks. `viewer` null: a visitor. Times in the server's clock. */
export function describeSite(viewer: { role: Role } | null, now: Date) {
  const notice = getSetting("site.notice");
  return {
    logoUrl: logoUrl(),
    announcements: shownAnnouncements(viewer, now),
    /** Opens once for each signed-in person. */
    notice: viewer && notice !== "" ? { text: notice, mark: markOf(notice) } : null,
    pages: {
      home: getSetting("site.homeContent") !== "",
      about: getSetting("site.about") !== "",
      terms: getSetting("site.userAgreement") !== "",
      privacy: getSetting("site.privacyPolicy") !== "",
      faq: getSetting("site.faq").length > 0,
    } satisfies Record<SitePage, boolean>,
  };
}

/** The viewer as `describeSite` wants them, of a signed-in person's context. */
export function viewerOf(ctx: ServiceContext | null): { role: Role } | null {
  return ctx?.actor.kind === "user" ? { role: ctx.actor.role } : null;
}

/** The announcements somebody sees now: the line of the old setting first, then those of the list in its order. */
function shownAnnouncements(viewer: { role: Role } | null, now: Date): ShownAnnouncement[] {
  const line = getSetting("site.announcement");
  const plain: ShownAnnouncement[] = [{ text: line, level: "info", isDismissible: true, mark: markOf(line) }];
  const listed = getSetting("site.announcements")
    .filter((announcement) => isFor(announcement, viewer) && isNow(announcement, now))
    .map(({ text, level, isDismissible }) => ({ text, level, isDismissible, mark: markOf(`${level} ${text}`) }));
  return [...(line === "" || viewer === null ? [] : plain), ...listed];
}

function isFor({ audience }: SiteAnnouncement, viewer: { role: Role } | null): boolean {
  if (audience === "everyone") return true;
  if (viewer === null) return false;
  return audience === "signedIn" || isStaff(viewer.role);
}

function isNow({ startsAt, endsAt }: SiteAnnouncement, now: Date): boolean {
  const hasBegun = startsAt === undefined || new Date(startsAt) <= now;
  return hasBegun && (endsAt === undefined || now < new Date(endsAt));
}

function markOf(text: string): string {
  return sha256Hex(text).slice(0, MARK_LENGTH);
}

/** The text of a public page in Markdown, or its questions with answers. Throws NOT_FOUND for one that is empty. */
export function readSitePage(page: SitePage): { text: string; faq: { question: string; answer: string }[] } {
  const text = {
    home: getSetting("site.homeContent"),
    about: getSetting("site.about"),
    terms: getSetting("site.userAgreement"),
    privacy: getSetting("site.privacyPolicy"),
    faq: "",
  }[page];
  const faq = page === "faq" ? getSetting("site.faq") : [];
  if (text === "" && faq.length === 0) throw notFound("page");
  return { text, faq };
}
