import { useState } from "react";
import { useNavigate } from "react-router";
import { pageKinds, pagesApi, usePagesChanged, type PageKind } from "./api.ts";
import { pageWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/pages/new`: what kind it is; everything else is typed on its page and saves itself. */
export function NewPagePage() {
  const t = useWords(pageWords);
  const navigate = useNavigate();
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<PageKind>("prevention");
  const begin = () =>
    act(async () => {
      const { id } = await pagesApi.draft(kind, {});
      await changed();
      await navigate(`/pages/${id}/edit`);
    });
  return (
    <>
      <PageHeader title={t("new")} about={t("newAbout")} up={{ to: "/pages", label: t("up") }} />
      <Panel>
        <Stack gap={24}>
          <ChoiceField
            label={t("kind")}
            value={kind}
            onChange={setKind}
            choices={pageKinds.map((value) => ({
              value,
              label: (
                <span>
                  {t(value)}. <Quiet small>{t(`${value}-about`)}</Quiet>
                </span>
              ),
            }))}
          />
          <ErrorNotice error={error} />
          <Row end>
            <Button look="primary" loading={busy} onClick={() => void begin()}>
              {t("begin")}
            </Button>
          </Row>
        </Stack>
      </Panel>
    </>
  );
}
