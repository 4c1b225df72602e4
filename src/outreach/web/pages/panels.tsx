import { useState } from "react";
import { pagesApi, usePagesChanged, type PageData } from "./api.ts";
import { pageWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { HandInPanel, LacksPanel } from "#ui/HandIn.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { useHandIn } from "#ui/policy-warnings.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** What keeps the page in, and the button that hands it in once nothing does. */
export function SubmitPanel({ data }: { data: PageData }) {
  const t = useWords(pageWords);
  const may = useMay();
  const changed = usePagesChanged();
  const state = useHandIn(async ({ acknowledged }) => {
    await pagesApi.submit(data.page.id, data.version, acknowledged);
    await changed();
    toast(t("submitted"));
  });
  if (data.findings.length > 0) return <LacksPanel lacks={data.findings} />;
  return (
    <HandInPanel
      ready={t("noLacks")}
      warns={t("warnings")}
      may={may("page.submit")}
      state={state}
    />
  );
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
