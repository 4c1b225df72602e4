import { Suspense } from "react";
import type { PageContent } from "./api.ts";
import { formWords } from "./form-words.ts";
import css from "./Pages.module.css";
import { MediaField } from "#media/web";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useWords, type Language } from "#ui/words.ts";

export interface PageFields {
  content: PageContent;
  change: (part: Partial<PageContent>) => void;
  /** In which language words are typed now. */
  language: Language;
}

export function WordFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { title, summary, text } = content;
  return (
    <Panel title={`${t("words")}: ${t(language)}`}>
      <Stack gap={16}>
        <TextField
          label={t("titleField")}
          maxLength={160}
          value={title[language]}
          onChange={(value) => change({ title: { ...title, [language]: value } })}
        />
        <AreaField
          label={t("summary")}
          hint={t("summaryHint")}
          rows={2}
          maxLength={400}
          value={summary[language]}
          onChange={(value) => change({ summary: { ...summary, [language]: value } })}
        />
        <AreaField
          label={t("text")}
          hint={t("textHint")}
          rows={14}
          maxLength={40_000}
          value={text[language]}
          onChange={(value) => change({ text: { ...text, [language]: value } })}
        />
      </Stack>
    </Panel>
  );
}

/** Each picture with its description; the Spanish one beside it. */
export function PictureFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { pictures } = content;
  return (
    <Panel title={t("pictures")}>
      <Stack gap={16}>
        <Suspense>
          <MediaField
            media={pictures.map(({ sha256, alt }) => ({ sha256, alt: alt.en }))}
            postClass="routine"
            onChange={(media) =>
              change({
                pictures: media.map(({ sha256, alt }) => ({
                  sha256,
                  alt: {
                    en: alt,
                    es: pictures.find((one) => one.sha256 === sha256)?.alt.es ?? "",
                  },
                })),
              })
            }
          />
        </Suspense>
        {language === "es" &&
          pictures.map(({ sha256, alt }, at) => (
            <TextField
              key={sha256}
              label={t("altEs", { number: at + 1 })}
              maxLength={500}
              value={alt.es}
              onChange={(es) =>
                change({
                  pictures: pictures.map((one) =>
                    one.sha256 === sha256 ? { ...one, alt: { ...alt, es } } : one,
                  ),
                })
              }
            />
          ))}
      </Stack>
    </Panel>
  );
}

const noRule = {
  number: "",
  before: { en: "", es: "" },
  after: { en: "", es: "" },
  effectiveOn: "",
  commentUntil: "",
  commentTo: "",
};

/** The old and the new words of a rule, and its days. */
export function PolicyFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const policy = content.policy ?? noRule;
  const put = (part: Partial<typeof policy>) => change({ policy: { ...policy, ...part } });
  return (
    <Panel title={`${t("policy")}: ${t(language)}`}>
      <Stack gap={16}>
        <AreaField
          label={t("before")}
          optional
          rows={5}
          value={policy.before[language]}
          onChange={(value) => put({ before: { ...policy.before, [language]: value } })}
        />
        <AreaField
          label={t("after")}
          optional
          rows={5}
          value={policy.after[language]}
          onChange={(value) => put({ after: { ...policy.after, [language]: value } })}
        />
        <div className={css["grid"]}>
          <TextField
            label={t("policyNumber")}
            optional
            maxLength={40}
            value={policy.number}
            onChange={(number) => put({ number })}
          />
          <DateTimeField
            kind="date"
            label={t("effectiveOn")}
            value={policy.effectiveOn}
            onChange={(effectiveOn) => put({ effectiveOn })}
          />
          <DateTimeField
            kind="date"
            label={t("commentUntil")}
            optional
            value={policy.commentUntil}
            onChange={(commentUntil) => put({ commentUntil })}
          />
          <TextField
            label={t("commentTo")}
            optional
            value={policy.commentTo}
            onChange={(commentTo) => put({ commentTo })}
          />
        </div>
      </Stack>
    </Panel>
  );
}

export function DocumentFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { documents } = content;
  const put = (at: number, part: Partial<(typeof documents)[number]>) =>
    change({
      documents: documents.map((one, place) => (place === at ? { ...one, ...part } : one)),
    });
  return (
    <Panel title={t("documents")}>
      <Stack gap={16}>
        <Quiet>{t("documentsHint")}</Quiet>
        {documents.map(({ title, url }, at) => (
          <div key={at} className={css["grid"]}>
            <TextField
              label={t("documentTitle", { number: at + 1 })}
              maxLength={160}
              value={title[language]}
              onChange={(value) => put(at, { title: { ...title, [language]: value } })}
            />
            <TextField
              type="url"
              label={t("documentUrl", { number: at + 1 })}
              value={url}
              onChange={(value) => put(at, { url: value })}
            />
          </div>
        ))}
        <Row>
          <Button
            small
            onClick={() =>
              change({ documents: [...documents, { title: { en: "", es: "" }, url: "https://" }] })
            }
          >
            {t("addDocument")}
          </Button>
          {documents.length > 0 && (
            <Button
              small
              look="quiet"
              onClick={() => change({ documents: documents.slice(0, -1) })}
            >
              {t("dropDocument")}
            </Button>
          )}
        </Row>
      </Stack>
    </Panel>
  );
}

/** What the public history says of this version. */
export function ChangeFields({ content, change, language }: PageFields) {
  const t = useWords(formWords);
  const { what, why } = content.change;
  return (
    <Panel title={`${t("change")}: ${t(language)}`}>
      <Stack gap={16}>
        <Quiet>{t("changeAbout")}</Quiet>
        <TextField
          label={t("what")}
          maxLength={300}
          value={what[language]}
          onChange={(value) => change({ change: { why, what: { ...what, [language]: value } } })}
        />
        <TextField
          label={t("why")}
          maxLength={300}
          value={why[language]}
          onChange={(value) => change({ change: { what, why: { ...why, [language]: value } } })}
        />
      </Stack>
    </Panel>
  );
}
