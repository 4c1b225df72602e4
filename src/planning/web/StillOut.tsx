import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { planningWords } from "./words/planning.ts";
import { ask } from "#ui/api.ts";
import { Notice } from "#ui/Notice.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** How many pictures stand in public though their rights ended. The library keeps them; it is asked by its address. */
export function StillOut() {
  const t = useWords(planningWords);
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["media", "still-out"],
    queryFn: () => ask<{ items: readonly object[] }>("GET", "/media/still-out"),
    enabled: may("media.read"),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Notice icon={IconAlertTriangle} meaning="bad">
      {t("stillOut", { count: data.items.length })} <Link to="/media">{t("stillOutOpen")}</Link>
    </Notice>
  );
}
