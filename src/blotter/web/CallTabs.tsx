import { sourceWords } from "./words/sources.ts";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** The parts of calls: what the public sees of them, by which rules, and where they come from. */
export function CallTabs() {
  const t = useWords(sourceWords);
  const may = useMay();
  return (
    <LinkTabs
      label={t("tabs")}
      tabs={[
        { to: "/calls", label: t("tabCalls") },
        { to: "/calls/rules", label: t("tabRules") },
        ...(may("call-source.read") ? [{ to: "/calls/sources", label: t("tabSources") }] : []),
      ]}
    />
  );
}
