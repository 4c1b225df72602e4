import { retentionWords } from "./words/retention.ts";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { useWords } from "#ui/words.ts";

export function RetentionTabs() {
  const t = useWords(retentionWords);
  const tabs = [
    { to: "/retention", label: t("tabDue") },
    { to: "/retention/schedule", label: t("tabSchedule") },
    { to: "/legal-holds", label: t("tabHolds") },
  ];
  return <LinkTabs label={t("tabs")} tabs={tabs} />;
}
