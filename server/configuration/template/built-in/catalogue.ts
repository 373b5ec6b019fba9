import type { JsonObject } from "../json-schema/json-schema";
import type { DefinitionInput } from "../schema";
import { API_KEY, BASE_URL, MAX_RETRIES, MODEL_PROVIDER_FIELDS, objectSchema, timeout, words } from "./fields";
import { BUILT_IN_ID, type BuiltIn } from "./ids-schema";

export const BUILT_IN_CATEGORIES = [
  {
    id: "cat_builtin_models",
    name: "AI providers",
    description: "Services that answer with language models.",
    position: 10,
  },
  {
    id: "cat_builtin_media",
    name: "Media services",
    description: "Voices, digital people, image repair and photo styles.",
    position: 20,
  },
  { id: "cat_builtin_site", name: "Display", description: "How pages look to one person.", position: 30 },
] as const;
type CategoryId = (typeof BUILT_IN_CATEGORIES)[number]["id"];

export type BuiltInTemplate = {
  id: string;
  name: string;
  description: string;
  categoryId: CategoryId;
  definition: DefinitionInput;
};

type Plate = Omit<BuiltInTemplate, "id" | "definition"> & {
  schema: JsonObject;
  defaults: JsonObject;
  isLocal?: boolean;
};

function builtIn(key: BuiltIn, { schema, defaults, isLocal, ...plate }: Plate): BuiltInTemplate {
  const hasAddress = "baseUrl" in (schema.properties as JsonObject);
  const schemes = isLocal ? ["https", "http"] : ["https"];
  return {
    id: BUILT_IN_ID[key],
    ...plate,
    definition: {
      // Raise it with every change: installations get it as a new version.
      label: "1.0.0",
      schema,
      defaults,
      rules: hasAddress ? [{ rule: "urlAllowed", field: "/baseUrl", schemes, hosts: [] }] : [],
      secretFields: "apiKey" in (schema.properties as JsonObject) ? ["/apiKey"] : [],
      notes: "",
    },
  };
}

function modelProvider(title: { en: string; zh: string }, required: string[], more: JsonObject = {}): JsonObject {
  return objectSchema({ ...MODEL_PROVIDER_FIELDS, ...more }, { ...words({ title }), required });
}

const COMMON = { timeoutSeconds: 60, maxRetries: 2 };
const KEY_AND_URL = ["baseUrl", "apiKey"];

/** What comes with the product: the services that installations are most often asked for. */
export const BUILT_IN_TEMPLATES: readonly BuiltInTemplate[] = [
  builtIn("openaiCompatible", {
    name: "OpenAI-compatible provider",
    description: "Any service that speaks OpenAI's API: DeepSeek, a local server, your own gateway.",
    categoryId: "cat_builtin_models",
    schema: modelProvider({ en: "OpenAI-compatible provider", zh: "OpenAI 兼容服务商" }, KEY_AND_URL),
    defaults: { baseUrl: "https://api.openai.com/v1", ...COMMON },
    isLocal: true,
  }),
  builtIn("openrouter", {
    name: "OpenRouter",
    description: "Models of many makers under one key.",
    categoryId: "cat_builtin_models",
    schema: modelProvider({ en: "OpenRouter", zh: "OpenRouter" }, KEY_AND_URL, {
      siteUrl: {
        ...words({ title: { en: "Your site's address", zh: "您的网站地址" } }),
        type: "string",
        format: "uri",
      },
      siteTitle: {
        ...words({ title: { en: "Your site's name", zh: "您的网站名称" } }),
        type: "string",
        maxLength: 100,
      },
    }),
    defaults: { baseUrl: "https://openrouter.ai/api/v1", ...COMMON },
  }),
  builtIn("anthropic", {
    name: "Anthropic",
    description: "Claude models from their maker.",
    categoryId: "cat_builtin_models",
    schema: modelProvider({ en: "Anthropic", zh: "Anthropic" }, KEY_AND_URL, {
      anthropicVersion: {
        ...words({ title: { en: "API version", zh: "API 版本" } }),
        type: "string",
        format: "date",
      },
    }),
    defaults: { baseUrl: "https://api.anthropic.com", anthropicVersion: "2023-06-01", ...COMMON },
  }),
  builtIn("genhuman", {
    name: "GenHuman HTTP API",
    description: "Voice clones, speech and digital people.",
    categoryId: "cat_builtin_media",
    schema: objectSchema(
      { baseUrl: BASE_URL, apiKey: API_KEY, timeoutSeconds: timeout(3_600), maxRetries: MAX_RETRIES },
      { ...words({ title: { en: "GenHuman HTTP API", zh: "GenHuman HTTP 接口" } }), required: KEY_AND_URL },
    ),
    defaults: { baseUrl: "https://api.yidevs.com", timeoutSeconds: 300, maxRetries: 1 },
  }),
  builtIn("iopaint", {
    name: "IOPaint server",
    description: "Takes things out of pictures; runs on a machine of yours.",
    categoryId: "cat_builtin_media",
    schema: objectSchema(
      {
        baseUrl: BASE_URL,
        model: {
          ...words({ title: { en: "Model", zh: "模型" } }),
          type: "string",
          enum: ["lama", "ldm", "zits", "mat", "fcf", "manga", "cv2", "migan"],
        },
        apiKey: API_KEY,
        maxImageMegabytes: {
          ...words({ title: { en: "Largest picture (MB)", zh: "图片大小上限（MB）" } }),
          type: "number",
          exclusiveMinimum: 0,
          maximum: 100,
        },
        timeoutSeconds: timeout(3_600),
      },
      { ...words({ title: { en: "IOPaint server", zh: "IOPaint 服务器" } }), required: ["baseUrl", "model"] },
    ),
    defaults: { baseUrl: "http://localhost:8080", model: "lama", maxImageMegabytes: 10, timeoutSeconds: 120 },
    isLocal: true,
  }),
  builtIn("photoStyle", {
    name: "Photo-style service",
    description: "Reads the style of one photo and carries it to another.",
    categoryId: "cat_builtin_media",
    schema: objectSchema(
      {
        baseUrl: BASE_URL,
        apiKey: API_KEY,
        model: { ...words({ title: { en: "Model", zh: "模型" } }), type: "string", maxLength: 191 },
        fastModel: { ...words({ title: { en: "Fast model", zh: "快速模型" } }), type: "string", maxLength: 191 },
        timeoutSeconds: timeout(600),
        cacheHours: {
          ...words({ title: { en: "Keep results (hours)", zh: "结果缓存（小时）" } }),
          type: "integer",
          minimum: 0,
          maximum: 720,
        },
      },
      {
        ...words({ title: { en: "Photo-style service", zh: "照片风格服务" } }),
        required: ["baseUrl", "apiKey", "model"],
      },
    ),
    defaults: {
      baseUrl: "https://generativelanguage.googleapis.com",
      model: "gemini-2.5-pro",
      fastModel: "gemini-2.5-flash",
      timeoutSeconds: 60,
      cacheHours: 24,
    },
  }),
  builtIn("display", {
    name: "Site display preferences",
    description: "Colours, language and lists as one person likes them.",
    categoryId: "cat_builtin_site",
    schema: objectSchema(
      {
        theme: {
          ...words({ title: { en: "Theme", zh: "主题" } }),
          oneOf: [
            { const: "system", ...words({ title: { en: "As the device", zh: "跟随设备" } }) },
            { const: "light", ...words({ title: { en: "Light", zh: "浅色" } }) },
            { const: "dark", ...words({ title: { en: "Dark", zh: "深色" } }) },
          ],
        },
        language: { ...words({ title: { en: "Language", zh: "语言" } }), type: "string", enum: ["en", "zh-CN"] },
        timeZone: { ...words({ title: { en: "Time zone", zh: "时区" } }), type: "string", maxLength: 64 },
        pageSize: {
          ...words({ title: { en: "Rows a page", zh: "每页行数" } }),
          type: "integer",
          minimum: 10,
          maximum: 200,
        },
        isCompact: { ...words({ title: { en: "Narrow rows", zh: "紧凑行" } }), type: "boolean" },
      },
      { ...words({ title: { en: "Site display preferences", zh: "网站显示偏好" } }) },
    ),
    defaults: { theme: "system", pageSize: 50, isCompact: false },
  }),
];
