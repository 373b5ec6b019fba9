"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { csvOf, saveCsv } from "@/components/chart/csv";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";

/** All prices as a file that the import takes back. */
export function PriceExport() {
  const t = useTranslations("price.bulk");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const save = async () => {
    try {
      const { rows } = await queryClient.fetchQuery(trpc.price.sheet.queryOptions(undefined, { staleTime: 0 }));
      saveCsv("prices", csvOf(rows));
    } catch (error) {
      toast.error(error);
    }
  };
  return (
    <Button onClick={() => void save()}>
      <Download aria-hidden />
      {t("export")}
    </Button>
  );
}
