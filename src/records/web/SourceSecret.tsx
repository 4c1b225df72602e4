import { sourcesWords } from "./words/sources.ts";
import { TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface SourceSecretProps {
  id: string;
  kind: "api" | "texts" | "mail";
  /** Null: a gateway signs with its own token, which is never shown. */
  secret: string | null;
  origin: string;
}

/** What the other program has to be told: where it sends, as which source, and once its secret. */
export function SourceSecret({ id, kind, secret, origin }: SourceSecretProps) {
  const t = useWords(sourcesWords);
  if (kind === "mail")
    return (
      <Stack gap={12}>
        <p role="alert">{t("mailboxOnce")}</p>
        <ReadOnly
          label={t("mailbox")}
          hint={t("mailboxHint")}
          value={`${secret ?? ""}@${new URL(origin).hostname}`}
        />
      </Stack>
    );
  const place = secret === null ? `/intake/texts/${id}` : "/api/ingest/v1/messages";
  return (
    <Stack gap={12}>
      {secret !== null && <p role="alert">{t("secretOnce")}</p>}
      <ReadOnly label={t("address")} value={`${origin}${place}`} />
      {secret !== null && <ReadOnly label={t("id")} value={id} />}
      {secret !== null && <ReadOnly label={t("secret")} value={secret} />}
    </Stack>
  );
}

function ReadOnly(field: { label: string; hint?: string; value: string }) {
  return <TextField {...field} onChange={() => undefined} readOnly />;
}
