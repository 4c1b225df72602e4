import { useState } from "react";
import { noticesApi, useNoticesChanged, type NoticeData } from "./api.ts";
import { noticeWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** The free text in other languages: written by one person, certified by a second. */
export function WordingsPanel({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const others = data.languages.filter(({ language }) => language !== "en");
  if (others.length === 0) return null;
  return (
    <Panel title={t("wordings")}>
      <Stack gap={24}>
        <Quiet>{t("wordingsAbout")}</Quiet>
        {others.map((one) => (
          <One key={`${one.language} ${one.wording?.id ?? ""}`} data={data} one={one} />
        ))}
      </Stack>
    </Panel>
  );
}

type Translated = NoticeData["languages"][number];

function One({ data, one }: { data: NoticeData; one: Translated }) {
  const t = useWords(noticeWords);
  const may = useMay();
  const changed = useNoticesChanged();
  const { busy, error, act } = useAct();
  const source = Object.entries(data.freeText);
  const [words, setWords] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      Object.entries(one.wording?.words ?? {}).map(([field, text]) => [field, text ?? ""]),
    ),
  );
  const isWhole = source.every(([field]) => (words[field] ?? "").trim() !== "");
  const isCertified = one.wording?.certifiedAt != null;
  const save = () =>
    act(async () => {
      await noticesApi.word(data.notice.id, one.language, words);
      await changed();
      toast(t("wordingSaved"));
    });
  const certify = (id: string) =>
    act(async () => {
      await noticesApi.certify(id);
      await changed();
      toast(t("certified"));
    });
  return (
    <section aria-label={one.title}>
      <Stack gap={12}>
        <Row>
          <h3>{one.title}</h3>
          {one.wording && (
            <StateBadge
              meaning={isCertified ? "good" : "wait"}
              label={t(isCertified ? "certified" : "waitsCertified")}
            />
          )}
        </Row>
        {source.map(([field, text]) => (
          <AreaField
            key={field}
            label={text ?? field}
            rows={2}
            maxLength={1_000}
            value={words[field] ?? ""}
            onChange={(value) => setWords({ ...words, [field]: value })}
          />
        ))}
        <ErrorNotice error={error} />
        <Row end>
          {one.wording && !isCertified && may("notice.certify") && (
            <Button loading={busy} onClick={() => void certify(one.wording?.id ?? "")}>
              {t("certify")}
            </Button>
          )}
          {may("notice.draft") && (
            <Button loading={busy} disabled={!isWhole} onClick={() => void save()}>
              {t("saveWording")}
            </Button>
          )}
        </Row>
      </Stack>
    </section>
  );
}
