"use client";

import { useCan } from "@/components/layout/viewer";
import { CustomerPricesTable } from "./customer-prices-table";
import { ModelsTable } from "./models-table";

/** Staff see every model with its base price; customers what they pay themselves. */
export function ModelsPageBody() {
  return useCan("price.readAny") ? <ModelsTable /> : <CustomerPricesTable />;
}
