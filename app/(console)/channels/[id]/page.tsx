import { ChannelPage } from "./_components/channel-page";

export default async function ChannelDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ChannelPage id={id} />;
}
