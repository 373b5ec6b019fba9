import { NewVersion } from "../../_components/new-version";

export default async function NewVersionRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <NewVersion id={id} />;
}
