import { z } from "zod";
import { REVISION_KINDS, RevisionKindSchema } from "../revision/schema";

export const DOCUMENT_FORMAT = "gatehouse.configuration";
export const DOCUMENT_VERSION = 1;
export const DOCUMENT_BYTES_MAX = 10 * 1024 * 1024;
/** More objects than this are not changed in one transaction; as many as one restore takes. */
export const IMPORT_CHANGES_MAX = 1_000;
/** More than these are a job, which can be watched and cancelled. */
export const IMPORT_DIRECT_MAX = 200;
const OBJECTS_MAX = 20_000;

/** Shorter ones are found by trying: whoever has the file may try as often as they like. */
export const PASSPHRASE_LENGTH_MIN = 12;
const Passphrase = z.string().min(PASSPHRASE_LENGTH_MIN, "passphraseShort").max(1_024);

/** What happens to objects that are here already and different. */
export const IMPORT_POLICIES = ["overwrite", "skip", "only_new"] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

const DocumentObject = z.strictObject({
  kind: RevisionKindSchema,
  id: z.string().min(1).max(191),
  /** What people call it; for readers of the file only. */
  label: z.string().max(500).default(""),
  content: z.record(z.string(), z.unknown()),
});
export type DocumentObject = z.output<typeof DocumentObject>;

/** Cost of the key's derivation, fixed: a file must not choose how much memory opening it takes. */
export const SCRYPT_COST = { n: 131_072, r: 8, p: 1 } as const;

const base64url = z.string().regex(/^[\w-]*$/);

/** The secrets' JSON under a passphrase. Binary parts are base64url. */
export const SealedSecrets = z.strictObject({
  kdf: z.literal("scrypt"),
  n: z.literal(SCRYPT_COST.n),
  r: z.literal(SCRYPT_COST.r),
  p: z.literal(SCRYPT_COST.p),
  salt: base64url.length(22),
  cipher: z.literal("aes-256-gcm"),
  iv: base64url.length(16),
  tag: base64url.length(22),
  body: base64url,
});
export type SealedSecrets = z.output<typeof SealedSecrets>;

/** A configuration as one file. Contents are checked by their kinds' own schemas when they are imported. */
export const ConfigurationDocument = z.strictObject({
  $schema: z.string().max(500).optional(),
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  exportedAt: z.iso.datetime({ offset: true }),
  /** The version of the product that wrote it. */
  gatehouse: z.string().max(64),
  /** All of these kinds are in it whole: only of them can it be said what is missing. */
  kinds: z.array(RevisionKindSchema).max(REVISION_KINDS.length),
  objects: z.array(DocumentObject).max(OBJECTS_MAX),
  secrets: SealedSecrets.optional(),
});
export type ConfigurationDocument = z.output<typeof ConfigurationDocument>;

/** What a document's secrets are once opened, by the ids that the objects have in the document. Lives in memory only. */
export const DocumentSecrets = z.object({
  settings: z.record(z.string(), z.unknown()),
  channels: z.record(
    z.string(),
    z.object({
      keys: z.array(z.object({ value: z.string().max(8_192), isDisabled: z.boolean() })).max(10_000),
      headers: z.record(z.string(), z.string()),
      proxy: z.string().max(1_000).optional(),
    }),
  ),
  configs: z.record(z.string(), z.record(z.string(), z.string())),
});
export type DocumentSecrets = z.output<typeof DocumentSecrets>;

const Kinds = z.array(RevisionKindSchema).min(1).max(REVISION_KINDS.length);

/** The kinds to write (all that the actor may read, when none are named), and under what passphrase secrets go with them. */
export const ExportDocumentInput = z.object({ kinds: Kinds.optional(), passphrase: Passphrase.optional() });
export type ExportDocumentInput = z.input<typeof ExportDocumentInput>;

export const PreviewImportInput = z.object({
  /** The file as it is. */
  text: z.string().max(DOCUMENT_BYTES_MAX * 2),
  /** Without it, the document's secrets stay closed and nothing secret changes. */
  passphrase: z.string().max(1_024).optional(),
  /** Only these kinds; all of the document when none are named. */
  kinds: Kinds.optional(),
  policy: z.enum(IMPORT_POLICIES).default("overwrite"),
  /** Of these kinds, what is not in the document goes; settings go back to their defaults. */
  deleteKinds: z.array(RevisionKindSchema).max(REVISION_KINDS.length).default([]),
});
export type PreviewImportInput = z.input<typeof PreviewImportInput>;

export const ApplyImportInput = PreviewImportInput.extend({
  reason: z.string().trim().min(1).max(500),
  /** Of the preview that was looked at: when something here changed since, nothing is done. */
  fingerprint: z.string().length(64).optional(),
  /** Somebody saw that a price moves ten-fold or more, and means it. */
  isJumpConfirmed: z.boolean().default(false),
});
export type ApplyImportInput = z.input<typeof ApplyImportInput>;

/** Puts the changes into a draft in the place of making them, for somebody to publish. A draft carries no secrets. */
export const DraftImportInput = PreviewImportInput.extend({
  title: z.string().trim().min(1).max(191),
  reason: z.string().trim().max(500).default(""),
  /** Of the preview that was looked at. */
  fingerprint: z.string().length(64).optional(),
});
export type DraftImportInput = z.input<typeof DraftImportInput>;
