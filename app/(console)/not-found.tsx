import { MissingPage } from "@/components/layout/missing-page";

export default function ConsoleNotFound() {
  return <MissingPage />;
}
