import { IconCertificate, IconCircleCheck, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import css from "./Templates.module.css";
import type { TemplatePartProps } from "./TemplatePage.tsx";
import { templatesApi, type TemplatePageData } from "./templates-api.ts";
import { TemplateWording } from "./TemplateWording.tsx";
import { templateWords } from "./words/templates.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";

/** Those most spoken at home in the United States besides English (Census Bureau, ACS table C16001). */
const offered = ["es", "zh", "vi", "tl", "ar", "ko", "ru", "fr", "ht", "pt"];

interface TranslationsProps extends TemplatePartProps {
  given: TemplatePageData | undefined;
  isChanged: boolean;
}

/** Each translation with the one who answers for it, word for word. */
export function TemplateTranslations({ given, content, change, isChanged }: TranslationsProps) {
  const t = useWords(templateWords);
  const reader = useLanguage();
  const taken = [content.language, ...content.translations.map(({ language }) => language)];
  const free = offered.filter((language) => !taken.includes(language));
  const add = (language: string) =>
    change({
      translations: [
        ...content.translations,
        { language, wording: { title: "", text: "", short: "", alt: "", networks: {} } },
      ],
    });
  return (
    <>
      {content.translations.map(({ language, wording }) => {
        const name = languageName(language, reader);
        return (
          <Panel key={language} title={t("translation", { language: name })}>
            <Certificate given={given} language={language} isChanged={isChanged} />
            <TemplateWording
              wording={wording}
              content={content}
              language={language}
              onChange={(next) =>
                change({
                  translations: content.translations.map((one) =>
                    one.language === language ? { ...one, wording: next } : one,
                  ),
                })
              }
            />
            <Button
              small
              look="quiet"
              icon={IconTrash}
              onClick={() =>
                change({
                  translations: content.translations.filter((one) => one.language !== language),
                })
              }
            >
              {t("removeTranslation", { language: name })}
            </Button>
          </Panel>
        );
      })}
      <SelectField
        label={t("addTranslation")}
        optional
        value=""
        placeholder="–"
        choices={free.map((value) => ({ value, label: languageName(value, reader) }))}
        onChange={add}
      />
    </>
  );
}

function Certificate({
  given,
  language,
  isChanged,
}: Pick<TranslationsProps, "given" | "isChanged"> & { language: string }) {
  const t = useWords(templateWords);
  const may = useMay();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const known = given?.translations.find((one) => one.language === language);
  const again = () => queries.invalidateQueries({ queryKey: ["templates"] });
  if (!known?.certifiedAt)
    return (
      <div className={css["certificate"]}>
        <StateBadge meaning="wait" icon={IconPencil} label={t("draft")} />
        {may("template.certify") && (
          <DisabledReason reason={known && !isChanged ? undefined : t("saveFirst")}>
            {(disabled) => (
              <Button
                small
                icon={IconCertificate}
                {...disabled}
                onClick={disabled.onClick ?? (() => setAsking(true))}
              >
                {t("certify")}
              </Button>
            )}
          </DisabledReason>
        )}
        {asking && known && given && (
          <CertifyDialog
            id={given.template.id}
            language={language}
            hash={known.hash}
            onClose={() => setAsking(false)}
          />
        )}
      </div>
    );
  const { certificationId } = known;
  return (
    <div className={css["certificate"]}>
      <StateBadge
        meaning="good"
        icon={IconCircleCheck}
        label={t("certified", { name: known.certifiedByName ?? "" })}
      />
      <TimeAgo at={known.certifiedAt} />
      {known.note && <Quiet small>{known.note}</Quiet>}
      {may("template.certify") && certificationId !== null && (
        <ConfirmButton
          small
          look="quiet"
          question={t("withdrawWhat")}
          consequence={t("withdrawConsequence")}
          onConfirm={async () => {
            await templatesApi.withdraw(certificationId, t("withdrawnWhy"));
            await again();
            toast(t("withdrawn"));
          }}
        >
          {t("withdraw")}
        </ConfirmButton>
      )}
    </div>
  );
}

interface CertifyProps {
  id: string;
  language: string;
  hash: string;
  onClose: () => void;
}

function CertifyDialog({ id, language, hash, onClose }: CertifyProps) {
  const t = useWords(templateWords);
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [note, setNote] = useState("");
  const certify = () =>
    act(async () => {
      await templatesApi.certify(id, { language, hash, note: note.trim() });
      await queries.invalidateQueries({ queryKey: ["templates"] });
      toast(t("certifiedNow"));
      onClose();
    });
  return (
    <Dialog open title={t("certify")} onClose={onClose}>
      <Stack gap={16}>
        <AreaField
          label={t("certifyWhat")}
          hint={t("certifyHint")}
          isFirst
          maxLength={500}
          value={note}
          onChange={setNote}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            loading={busy}
            disabled={note.trim().length < 3}
            onClick={() => void certify()}
          >
            {t("certifyNow")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
