import { startMockUpstream } from "@/server/testing/mock-upstream/server";

/** One fake upstream for the whole run: a channel that one file made still answers while another file runs. */
export default async function startUpstream(): Promise<() => Promise<void>> {
  const upstream = await startMockUpstream();
  process.env.E2E_UPSTREAM_URL = upstream.url;
  return () => upstream.close();
}
