import { ConfigPage } from "../_components/config-page";

export default async function ConfigRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ConfigPage id={id} />;
}
