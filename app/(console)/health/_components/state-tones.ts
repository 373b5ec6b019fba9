import type { Tone } from "@/components/ui/status-badge";
import type { HealthState } from "@/server/operations/health/schema";

export const STATE_TONES: Record<HealthState, Tone> = { ok: "ok", degraded: "warn", failed: "err", off: "neutral" };
