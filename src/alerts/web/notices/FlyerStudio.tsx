import { IconAlertTriangle, IconDownload, IconFileText } from "@tabler/icons-react";
import { useState } from "react";
import {
  flyerUrl,
  noticeLanguages,
  useFlyers,
  type FlyersData,
  type NoticeData,
  type NoticeLanguage,
} from "./api.ts";
import css from "./Notices.module.css";
import { formWords } from "./form-words.ts";
import { noticeWords } from "./words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useWords } from "#ui/words.ts";

/** Every format of every language as it would go out, and why one does not. */
export function FlyerStudio({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const [language, setLanguage] = useState<NoticeLanguage>("en");
  if (data.ending) return <Panel title={t("studio")}>{t("isOver")}</Panel>;
  return (
    <Panel title={t("studio")}>
      <Stack gap={16}>
        <Quiet>{t("studioAbout")}</Quiet>
        {data.languages.length > 1 && (
          <SelectField
            label={t("language")}
            value={language}
            onChange={(value) => setLanguage(noticeLanguages.find((one) => one === value) ?? "en")}
            choices={data.languages.map((one) => ({ value: one.language, label: one.title }))}
          />
        )}
        <Drawn data={data} language={language} />
      </Stack>
    </Panel>
  );
}

const lacks = {
  written: "lacksWritten",
  certified: "lacksCertified",
  "photo-rights": "lacksRights",
} as const;

function Drawn({ data, language }: { data: NoticeData; language: NoticeLanguage }) {
  const t = useWords(noticeWords);
  const { notice, version, hash } = data;
  const flyers = useFlyers(notice.id, language, version, hash);
  if (flyers.error) return <ErrorNotice error={flyers.error} />;
  if (!flyers.data)
    return (
      <>
        <p role="status">{t("drawing")}</p>
        <SkeletonRows rows={3} />
      </>
    );
  const { made, review } = flyers.data;
  const lack = flyers.data.lacks;
  return (
    <>
      <Row>
        <StateBadge meaning={review === "not-reviewed" ? "wait" : "neutral"} label={t(review)} />
      </Row>
      {lack && (
        <Notice icon={IconAlertTriangle} meaning="wait">
          {t(lacks[lack])}
        </Notice>
      )}
      <div className={css["flyers"]}>
        {made.map((one) => (
          <Flyer
            key={one.format}
            one={one}
            url={flyerUrl(notice.id, language, one.format, version)}
            name={`${notice.headline}, ${flyers.data.title}`}
          />
        ))}
      </div>
    </>
  );
}

interface FlyerProps {
  one: FlyersData["made"][number];
  url: string;
  name: string;
}

function Flyer({ one, url, name }: FlyerProps) {
  const t = useWords(noticeWords);
  const title = t(one.format);
  if (one.why !== null)
    return (
      <figure className={css["flyer"]}>
        <figcaption>
          <strong>{title}</strong>
        </figcaption>
        <Refused why={one.why} field={one.field} />
      </figure>
    );
  return (
    <figure className={css["flyer"]}>
      {one.format === "print" ? (
        <IconFileText size={96} stroke={1} aria-hidden />
      ) : (
        <img src={url} alt={`${title}: ${name}`} loading="lazy" />
      )}
      <figcaption>
        <strong>{title}</strong>{" "}
        <Quiet small>
          {one.width} × {one.height}, {Math.ceil(one.sizeBytes / 1_024)} KB
        </Quiet>
        <br />
        <a href={url} download={`${name}-${one.format}`}>
          <IconDownload size={16} stroke={1.75} aria-hidden /> {t("download")}
        </a>
      </figcaption>
    </figure>
  );
}

function Refused({
  why,
  field,
}: {
  why: "too-long" | "letters" | "qr" | "picture";
  field: string;
}) {
  const t = useWords(noticeWords);
  const say = useWords(formWords);
  const names = { name: "name", clothing: "clothing", details: "details", marks: "marks" } as const;
  const known = Object.values(names).find((one) => one === field);
  return (
    <Notice icon={IconAlertTriangle} meaning="bad">
      {t(why, { field: known ? say(known) : field })}
    </Notice>
  );
}
