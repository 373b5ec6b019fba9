import { TemplatePage } from "./_components/template-page";

export default async function TemplateRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <TemplatePage id={id} />;
}
