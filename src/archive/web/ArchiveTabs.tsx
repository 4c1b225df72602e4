import { proofWords } from "./words/proof.ts";
import { LinkTabs } from "#ui/LinkTabs.tsx";
import { useMay } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

/** The archive has two sides: what is in it, and how it is proved. */
export function ArchiveTabs() {
  const t = useWords(proofWords);
  const may = useMay();
  if (!may("archive.prove")) return null;
  return (
    <LinkTabs
      label={t("parts")}
      tabs={[
        { to: "/archive", label: t("search") },
        { to: "/archive/proof", label: t("title") },
      ]}
    />
  );
}
