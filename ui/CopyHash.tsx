import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import css from "./CopyHash.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

/** The first of a hash, and the whole of it on the clipboard. */
export function CopyHash({ hash, shown = 12 }: { hash: string; shown?: number }) {
  const t = useWords(kit);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(hash);
    setCopied(true);
  }
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <button type="button" className={css["hash"]} title={hash} onClick={() => void copy()}>
      <code>{hash.slice(0, shown)}</code>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className="ob-hidden" aria-live="polite">
        {copied ? t("copied") : t("copyHash")}
      </span>
    </button>
  );
}
