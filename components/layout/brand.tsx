"use client";

import Image from "next/image";
import Link from "next/link";
import { cn } from "../ui/cn";
import { useSite } from "./site-context";

const LOGO_SIZE_PX = 20;

/** The site's own logo; without one a gate: two posts and the way through. */
export function BrandMark({ className, logoUrl }: { className?: string; logoUrl?: string }) {
  if (logoUrl) {
    return (
      <Image
        src={logoUrl}
        alt=""
        width={LOGO_SIZE_PX}
        height={LOGO_SIZE_PX}
        unoptimized
        className={cn("size-5 shrink-0 rounded-sm object-contain", className)}
      />
    );
  }
  return (
    <svg viewBox="0 0 20 20" className={cn("size-5 shrink-0", className)} aria-hidden>
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <path
        d="M5 15V8.5a5 5 0 0 1 10 0V15M10 15V8"
        fill="none"
        strokeWidth="1.8"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}

export function Brand({ siteName, isCollapsed }: { siteName: string; isCollapsed?: boolean }) {
  const { logoUrl } = useSite();
  return (
    <Link href="/" className="flex min-w-0 items-center gap-2 rounded-md font-semibold text-base">
      <BrandMark logoUrl={logoUrl} />
      <span className={cn("truncate", isCollapsed && "sr-only")}>{siteName}</span>
    </Link>
  );
}
