import { useState } from "react";
import { useNavigate } from "react-router";
import { noticeKinds, noticesApi, useNoticesChanged, type NoticeKind } from "./api.ts";
import { noticeWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/notices/new`: what kind it is; everything else is typed on its page and saves itself. */
export function NewNoticePage() {
  const t = useWords(noticeWords);
  const navigate = useNavigate();
  const changed = useNoticesChanged();
  const { busy, error, act } = useAct();
  const [kind, setKind] = useState<NoticeKind>("endangered");
  const begin = () =>
    act(async () => {
      const { id } = await noticesApi.draft({ kind });
      await changed();
      await navigate(`/notices/${id}/edit`);
    });
  return (
    <>
      <PageHeader title={t("new")} about={t("newAbout")} up={{ to: "/notices", label: t("up") }} />
      <Panel>
        <Stack gap={24}>
          <ChoiceField
            label={t("kind")}
            value={kind}
            onChange={setKind}
            choices={noticeKinds.map((value) => ({ value, label: t(value) }))}
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
