import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { noticesApi, useNoticesChanged, type NoticeData } from "./api.ts";
import css from "./Notices.module.css";
import { noticeWords } from "./words.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { Problem } from "#ui/problem.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** What keeps the notice in, and the button that hands it in once nothing does. */
export function SubmitPanel({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const language = useLanguage();
  const may = useMay();
  const changed = useNoticesChanged();
  const { busy, error, act } = useAct();
  const [read, setRead] = useState<readonly string[]>([]);
  const [correction, setCorrection] = useState("");
  const warnings = warningsIn(error);
  const isOut = data.notice.activeVersion !== null;
  const submit = () =>
    act(async () => {
      const acknowledged = [...read, ...warnings.map(({ key }) => key)];
      setRead(acknowledged);
      const more = isOut && correction.trim() ? { correction } : {};
      await noticesApi.submit(data.notice.id, { version: data.version, acknowledged, ...more });
      await changed();
      toast(t("submitted_done"));
    });
  if (data.findings.length > 0) return <Findings data={data} />;
  return (
    <Panel title={t("submit")}>
      <Stack gap={16}>
        <Notice icon={IconCircleCheck} meaning="good">
          {t("noFindings")}
        </Notice>
        {isOut && (
          <TextField
            label={t("correction")}
            maxLength={500}
            value={correction}
            onChange={setCorrection}
          />
        )}
        {warnings.length > 0 && (
          <section aria-label={t("warnings")}>
            <h3>{t("warnings")}</h3>
            <ul className={css["findings"]}>
              {warnings.map(({ key, reason }) => (
                <li key={key}>{reason[language]}</li>
              ))}
            </ul>
          </section>
        )}
        {warnings.length === 0 && <ErrorNotice error={error} />}
        {may("notice.submit") && (
          <Row end>
            <Button look="primary" loading={busy} onClick={() => void submit()}>
              {t(warnings.length > 0 ? "confirmRead" : "submit")}
            </Button>
          </Row>
        )}
      </Stack>
    </Panel>
  );
}

function Findings({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const language = useLanguage();
  return (
    <Panel title={t("findings")}>
      <Stack gap={16}>
        <ul className={css["findings"]}>
          {data.findings.map(({ code, field, says, cites }) => (
            <li key={`${code} ${field}`}>
              <span>
                <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {says[language]}
              </span>
              {cites && <small>{cites}</small>}
            </li>
          ))}
        </ul>
        {data.law && <p>{t("law", { ...data.law })}</p>}
        <Row end>
          <LinkButton look="primary" to={`/notices/${data.notice.id}/edit`}>
            {t("goTo")}
          </LinkButton>
        </Row>
      </Stack>
    </Panel>
  );
}

interface Warning {
  key: string;
  reason: { en: string; es: string };
}

/** What the policy warns of, as it came with the refusal. */
function warningsIn(error: unknown): Warning[] {
  if (!(error instanceof Problem) || error.code !== "policy-warnings") return [];
  const { findings } = error.details;
  return Array.isArray(findings) ? (findings as Warning[]) : [];
}
