import { IconPlus } from "@tabler/icons-react";
import type { AlertForm } from "../alert-draft.ts";
import { usePhrases } from "../api.ts";
import { withPhrase } from "./with-phrase.ts";
import { lexiconWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

interface PhrasePickerProps {
  form: AlertForm;
  onChange: (form: AlertForm) => void;
}

/** Certified phrases at hand: one press, and both languages say the same. */
export function PhrasePicker({ form, onChange }: PhrasePickerProps) {
  const t = useWords(lexiconWords);
  const language = useLanguage();
  const { data } = usePhrases();
  if (!data) return null;
  const offered = data.phrases.filter((one) => one.certifiedAt !== null && one.kind !== "over");
  return (
    <details>
      <summary>{t("pick")}</summary>
      <Stack gap={8}>
        <Quiet small>{t(offered.length > 0 ? "pickAbout" : "pickNone")}</Quiet>
        <Row>
          {offered.map((phrase) => (
            <Button
              key={phrase.id}
              small
              icon={IconPlus}
              onClick={() => onChange(withPhrase(form, phrase))}
            >
              {phrase[language]}
            </Button>
          ))}
        </Row>
      </Stack>
    </details>
  );
}
