import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { pagesApi, usePagesChanged, type PageData, type Preview } from "./api.ts";
import css from "./Pages.module.css";
import { PolicySays } from "./PolicySays.tsx";
import { pageWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { Problem } from "#ui/problem.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** What keeps the page in, and the button that hands it in once nothing does. */
export function SubmitPanel({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const language = useLanguage();
  const may = useMay();
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const [read, setRead] = useState<readonly string[]>([]);
  const warnings = warningsIn(error);
  const submit = () =>
    act(async () => {
      const acknowledged = [...read, ...warnings.map(({ key }) => key)];
      setRead(acknowledged);
      await pagesApi.submit(data.page.id, data.version, acknowledged);
      await changed();
      toast(t("submitted"));
    });
  if (data.findings.length > 0)
    return (
      <Panel title={t("lacks")}>
        <ul className={css["findings"]}>
          {data.findings.map(({ code, field, says }) => (
            <li key={`${code} ${field}`}>
              <span>
                <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {says[language]}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    );
  return (
    <Panel title={t("submit")}>
      <Stack gap={16}>
        <Notice icon={IconCircleCheck} meaning="good">
          {t("noLacks")}
        </Notice>
        <PolicySays title={t("warnings")} findings={warnings} />
        {warnings.length === 0 && <ErrorNotice error={error} />}
        {may("page.submit") && (
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

/** What the policy warns of, as it came with the refusal. */
function warningsIn(error: unknown): Preview["findings"] {
  if (!(error instanceof Problem) || error.code !== "policy-warnings") return [];
  const { findings } = error.details;
  return Array.isArray(findings) ? (findings as Preview["findings"]) : [];
}

/** Approve exactly this, or give it back with a reason. */
export function DecidePanel({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const { page, version, hash } = data;
  if (data.isMine)
    return (
      <Panel title={t("decide")}>
        <p>{t("ownPage")}</p>
      </Panel>
    );
  const approve = () =>
    act(async () => {
      await pagesApi.approve(page.id, version, hash);
      await changed();
      toast(t("approved"));
    });
  const giveBack = async () => {
    await pagesApi.giveBack(page.id, version, why);
    await changed();
    toast(t("givenBack"));
  };
  return (
    <Panel title={t("decide")}>
      <Stack gap={16}>
        <p>{t("decideAbout")}</p>
        <ErrorNotice error={error} />
        <Row end>
          <ConfirmButton
            consequence={
              <AreaField
                label={t("giveBackWhy")}
                rows={2}
                maxLength={500}
                value={why}
                onChange={setWhy}
              />
            }
            onConfirm={giveBack}
          >
            {t("giveBack")}
          </ConfirmButton>
          <Button look="primary" loading={busy} onClick={() => void approve()}>
            {t("approve")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

/** Whether anybody answers for the Spanish words; and the button for whoever reads both languages and wrote neither. */
export function SpanishPanel({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const may = useMay();
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const certify = () =>
    act(async () => {
      await pagesApi.certify(data.page.id, data.hash);
      await changed();
      toast(t("certified"));
    });
  const said = !data.hasSpanish ? "spanishNone" : data.isCertified ? "spanishDone" : "spanishWaits";
  return (
    <Panel title={t("spanish")}>
      <Stack gap={16}>
        <p>{t(said)}</p>
        <ErrorNotice error={error} />
        {said === "spanishWaits" && may("page.certify") && !data.isMine && (
          <Row>
            <Button loading={busy} onClick={() => void certify()}>
              {t("certify")}
            </Button>
          </Row>
        )}
      </Stack>
    </Panel>
  );
}
