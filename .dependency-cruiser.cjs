// Who may import what, as errors. The layout these rules speak of is described in ARCHITECTURE.md.

/** Types vanish when the code is built, so a type may be named across any border. */
const VALUES = { dependencyTypesNot: ["type-only", "pre-compilation-only"] };
const TEST = "\\.test\\.tsx?$|/testing/";
/** Pure modules of zod schemas; the declarations of the settings are such too. */
const SCHEMA = "(^|/|-)schema\\.ts$|^server/configuration/setting/registry/[^/]+\\.ts$";
const AREA = "^server/(identity|access|supply|money|usage|configuration|operations)/";
const DATABASE = "^(server/kernel/database/|prisma/generated/)";

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Modules that need each other cannot be understood, tested or started one by one.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "pre-compilation-only"] }, ...VALUES },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(server-only|next-env)$" },
    },
    {
      name: "product-needs-no-dev-dependency",
      comment: "A container image has no development packages.",
      severity: "error",
      from: { path: "^(app|components|server)/|^scripts/(db|prepare)/", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev"], ...VALUES },
    },
    {
      name: "tests-are-imported-by-nothing",
      severity: "error",
      from: { pathNot: "\\.test\\.tsx?$|^e2e/" },
      to: { path: "\\.test\\.tsx?$|^e2e/" },
    },
    {
      name: "test-kit-is-for-tests",
      comment: "The fake upstream and the demo data run as programs of their own.",
      severity: "error",
      from: { path: "^(app|components|server)/", pathNot: TEST },
      to: { path: "^server/.*testing/|^bench/" },
    },
    {
      name: "pages-reach-services-through-trpc",
      comment: "A page or its parts import schemas, gates and the tRPC door; rules and rows stay behind it.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: `^server/(?!trpc/|http/|identity/session/|identity/sign-in/)|^prisma/`, pathNot: SCHEMA, ...VALUES },
    },
    {
      name: "browser-code-imports-schemas-only",
      comment: "A server value in browser code leaks secrets or breaks the build.",
      severity: "error",
      from: {
        path: "^app/.*/_components/|^components/",
        pathNot: `${TEST}|^components/(i18n/request|trpc/server)\\.tsx?$`,
      },
      to: { path: "^server/|^prisma/", pathNot: SCHEMA, ...VALUES },
    },
    {
      name: "kit-knows-no-page",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "no-other-pages-parts",
      comment: "What two pages share moves to components/.",
      severity: "error",
      from: { path: "^app/[(]([^)/]+)[)]/([^/]+)/" },
      to: { path: "^app/.*/_components/", pathNot: "^app/[(]$1[)]/$2/" },
    },
    {
      name: "server-knows-no-page",
      severity: "error",
      from: { path: "^(server|prisma|scripts)/", pathNot: TEST },
      to: { path: "^(app|components)/", pathNot: "^components/i18n/messages/.*\\.json$" },
    },
    {
      name: "schemas-are-pure",
      comment: "Forms, URL state and the server share them, so they may need nothing but zod and each other.",
      severity: "error",
      from: { path: "^server/.*(/|-)schema\\.ts$|^server/configuration/setting/registry/", pathNot: TEST },
      to: { pathNot: `${SCHEMA}|^node_modules/zod/`, ...VALUES },
    },
    {
      name: "kernel-knows-no-area",
      severity: "error",
      from: { path: "^server/kernel/", pathNot: TEST },
      to: { path: "^server/(?!kernel/)", pathNot: SCHEMA, ...VALUES },
    },
    {
      name: "services-know-no-transport",
      comment: "The same verb serves tRPC, a job and the gateway. Session and sign-in are the transport of identity.",
      severity: "error",
      from: { path: AREA, pathNot: `${TEST}|/router\\.ts$|^server/identity/(session|sign-in)/` },
      to: {
        path: "^node_modules/(@trpc|next|next-auth|react|react-dom)/|^server/(trpc|http|gateway|console)/|/router\\.ts$",
        ...VALUES,
      },
    },
    {
      name: "routers-hold-no-rule",
      comment: "A procedure parses and calls one verb.",
      severity: "error",
      from: { path: "^server/.*/router\\.ts$" },
      to: { path: `${DATABASE}|^server/(?!trpc/).*/router\\.ts$|^server/gateway/`, ...VALUES },
    },
    {
      name: "generated-client-stays-in-the-kernel",
      comment: "Everything else is written against the one Db type.",
      severity: "error",
      from: { pathNot: `^server/kernel/database/|^prisma/|^scripts/db/|${TEST}` },
      to: { path: "^prisma/generated/", ...VALUES },
    },
    {
      name: "gateway-has-no-web-framework",
      severity: "error",
      from: { path: "^server/gateway/", pathNot: TEST },
      to: {
        path: "^node_modules/(@trpc|next|next-auth|react|react-dom)/|^server/(trpc|http|console|supervisor)/|/router\\.ts$",
        ...VALUES,
      },
    },
    {
      name: "providers-are-pure",
      comment: "An adapter turns bytes into bytes; sending them is the gateway's part.",
      severity: "error",
      from: { path: "^server/providers/", pathNot: TEST },
      to: {
        path: "^server/(?!providers/)|^prisma/|^(node:)?(http|https|net|tls|fs|dns|child_process)(/|$)|^node_modules/(undici|next|ioredis)/",
        ...VALUES,
      },
    },
    {
      name: "providers-know-no-other-vendor",
      severity: "error",
      from: { path: "^server/providers/([^/]+)/", pathNot: `^server/providers/openai-shape/|${TEST}` },
      to: { path: "^server/providers/[^/]+/", pathNot: "^server/providers/($1|openai-shape)/" },
    },
    {
      name: "supervisor-needs-only-the-environment",
      comment: "What keeps the others alive must not fail with them.",
      severity: "error",
      from: { path: "^server/supervisor/", pathNot: TEST },
      to: { path: "^server/(?!supervisor/|kernel/env\\.ts$)", ...VALUES },
    },
    {
      name: "programs-are-started-not-imported",
      severity: "error",
      from: { pathNot: `${TEST}|^scripts/` },
      to: { path: "^server/(gateway|console|supervisor)/main\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
    skipAnalysisNotInRules: true,
  },
};
