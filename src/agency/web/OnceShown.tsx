import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import css from "./Pages.module.css";
import { peopleWords } from "./words/people.ts";
import { Button } from "#ui/buttons.tsx";
import { TextField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

/** A secret that is shown this once: a link, a token. */
export function OnceShown({ label, secret }: { label: string; secret: string }) {
  const t = useWords(peopleWords);
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  }
  return (
    <div className={css["once"]}>
      <TextField label={label} value={secret} onChange={() => undefined} readOnly />
      <Button look="primary" icon={copied ? IconCheck : IconCopy} onClick={() => void copy()}>
        {copied ? t("copied") : t("copy")}
      </Button>
    </div>
  );
}
