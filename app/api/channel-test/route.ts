export { streamChannelTest as POST } from "@/server/http/channel-test-stream";
