import { useState } from "react";
import { noticeLanguages, type NoticeContent } from "./api.ts";
import { Grid, type RecordFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import { WarrantFields } from "./WarrantFields.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Stack } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

const authorityFields = ["formSignedBy", "formKeptAt", "agencyApproval"] as const;
const titles = { en: "English", es: "Español", vi: "Tiếng Việt" } as const;

/** The case, whose word it rests on, and until when it stands. */
export function AuthorityFields(fields: RecordFields) {
  const { content, change } = fields;
  const t = useWords(formWords);
  const isMissing = content.kind === "missing" || content.kind === "endangered";
  const isWarrant = content.kind === "wanted" || content.photo?.isBookingPhoto === true;
  return (
    <>
      {isWarrant && <WarrantFields {...fields} />}
      <Panel title={t("authority")}>
        <Grid>
          {(["caseNumber", "phone"] as const).map((key) => (
            <TextField
              key={key}
              label={t(key)}
              maxLength={key === "phone" ? 30 : 40}
              value={content[key]}
              onChange={(value) => change({ [key]: value })}
            />
          ))}
          <TipField content={content} change={change} />
          {isMissing && <MissingAuthority content={content} change={change} />}
        </Grid>
      </Panel>
      <Panel title={t("out")}>
        <Stack gap={16}>
          <Grid>
            <DateTimeField
              label={t("expires")}
              value={content.expires}
              onChange={(expires) => change({ expires })}
            />
            <TextField
              label={t("retention")}
              maxLength={160}
              value={content.retention}
              onChange={(retention) => change({ retention })}
            />
          </Grid>
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>{t("languages")}</legend>
            {noticeLanguages.map((one) => (
              <CheckField
                key={one}
                label={titles[one]}
                checked={content.languages.includes(one)}
                disabled={one === "en"}
                onChange={(on) =>
                  change({
                    languages: noticeLanguages.filter((each) =>
                      each === one ? on : content.languages.includes(each),
                    ),
                  })
                }
              />
            ))}
          </fieldset>
        </Stack>
      </Panel>
    </>
  );
}

type Part = Pick<RecordFields, "content" | "change">;

/** Kept once it is an address: half a one is none. */
function TipField({ content, change }: Part) {
  const t = useWords(formWords);
  const [typed, setTyped] = useState(content.tipUrl);
  return (
    <TextField
      label={t("tipUrl")}
      optional
      type="url"
      maxLength={120}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        if (text === "" || /^https:\/\/[^\s/]+\.[^\s]+$/.test(text)) change({ tipUrl: text });
      }}
    />
  );
}

function MissingAuthority({ content, change }: Part) {
  const t = useWords(formWords);
  const { authority } = content;
  const put = (part: Partial<NoticeContent["authority"]>) =>
    change({ authority: { ...authority, ...part } });
  return (
    <>
      <DateTimeField
        kind="date"
        label={t("authority.ncicConfirmedOn")}
        value={authority.ncicConfirmedOn}
        onChange={(ncicConfirmedOn) => put({ ncicConfirmedOn })}
      />
      {authorityFields.map((key) => (
        <TextField
          key={key}
          label={t(`authority.${key}`)}
          maxLength={120}
          value={authority[key]}
          onChange={(value) => put({ [key]: value })}
        />
      ))}
      {content.circumstance === "family-abduction" &&
        (["custodyOrder", "companionWarrant"] as const).map((key) => (
          <TextField
            key={key}
            label={t(key)}
            maxLength={60}
            value={content[key]}
            onChange={(value) => change({ [key]: value })}
          />
        ))}
    </>
  );
}
