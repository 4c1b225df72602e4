import { sourceWords } from "./words/sources.ts";
import { TextField } from "#ui/fields.tsx";
import { Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface SourceSecretProps {
  id: string;
  secret: string;
  origin: string;
}

/** What the dispatch system has to be told: where it sends, as which source, and once its secret. */
export function SourceSecret({ id, secret, origin }: SourceSecretProps) {
  const t = useWords(sourceWords);
  const shown = { onChange: () => undefined, readOnly: true };
  return (
    <Stack gap={12}>
      <p role="alert">{t("secretOnce")}</p>
      <TextField label={t("address")} value={`${origin}/api/ingest/v1/calls`} {...shown} />
      <TextField label={t("id")} value={id} {...shown} />
      <TextField label={t("secret")} value={secret} {...shown} />
    </Stack>
  );
}
