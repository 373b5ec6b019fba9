import type { PresetRow } from "./schema";

/** Servers people run themselves. Their addresses need an entry in the list of allowed hosts. */
export const LOCAL_PRESETS: readonly PresetRow[] = [
  {
    id: "ollama",
    label: "Ollama",
    baseUrl: "http://localhost:11434/v1",
    docsUrl: "https://docs.ollama.com",
    models: ["llama3.2", "qwen3", "nomic-embed-text"],
  },
  { id: "vllm", label: "vLLM", baseUrl: "http://localhost:8000/v1", docsUrl: "https://docs.vllm.ai", models: [] },
  {
    id: "lm-studio",
    label: "LM Studio",
    baseUrl: "http://localhost:1234/v1",
    docsUrl: "https://lmstudio.ai/docs",
    models: [],
  },
  {
    id: "llama-cpp",
    label: "llama.cpp server",
    baseUrl: "http://localhost:8080/v1",
    docsUrl: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
    models: [],
  },
  {
    id: "xinference",
    label: "Xinference",
    baseUrl: "http://localhost:9997/v1",
    docsUrl: "https://inference.readthedocs.io",
    models: [],
  },
  {
    id: "custom",
    label: "Other OpenAI-compatible server",
    baseUrl: "",
    baseUrlExample: "https://gateway.example.com/v1",
    docsUrl: "https://platform.openai.com/docs/api-reference",
    models: [],
  },
];
