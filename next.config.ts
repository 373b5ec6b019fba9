import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const isDevelopment = process.env.NODE_ENV === "development";

/*
 * Everything the browser loads comes from this origin. Next boots a page with small inline scripts, and the theme script
 * must run before the first paint, hence 'unsafe-inline'; a nonce would force every page, the sign-in page too, to be
 * rendered by request. Injected markup still cannot load or send anything elsewhere, nor frame or re-base the page.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const config: NextConfig = {
  poweredByHeader: false,
  // In development Next serves its scripts to "localhost" alone; without them a page stays dead under the address.
  allowedDevOrigins: ["127.0.0.1"],
  reactStrictMode: true,
  // Types are checked by `npm test`; somebody's first start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@duckdb/node-api",
    "better-sqlite3",
    "pg",
    "mariadb",
    "ioredis",
    "pino",
    "prom-client",
    "undici",
    "@prisma/client",
    "@prisma/adapter-better-sqlite3",
    "@prisma/adapter-pg",
    "@prisma/adapter-mariadb",
  ],
  experimental: { optimizePackageImports: ["radix-ui"] },
  async headers() {
    return [
      {
        // The frame with the check against bots says itself what it may load, and that our pages may hold it.
        source: "/((?!api/bot-check$).*)",
        headers: [
          { key: "Content-Security-Policy", value: contentSecurityPolicy },
          { key: "X-Frame-Options", value: "DENY" },
        ],
      },
      {
        source: "/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Referrer-Policy", value: "same-origin" },
          { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
          { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        ],
      },
    ];
  },
};

export default createNextIntlPlugin("./components/i18n/request.ts")(config);
