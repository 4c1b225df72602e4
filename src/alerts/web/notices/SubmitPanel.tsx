import { noticesApi, useNoticesChanged, type NoticeData } from "./api.ts";
import { noticeWords } from "./words.ts";
import { LinkButton } from "#ui/buttons.tsx";
import { HandInPanel, LacksPanel } from "#ui/HandIn.tsx";
import { Row } from "#ui/layout.tsx";
import { useHandIn } from "#ui/policy-warnings.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** What keeps the notice in, and the button that hands it in once nothing does. */
export function SubmitPanel({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const may = useMay();
  const changed = useNoticesChanged();
  const state = useHandIn(async (handedIn) => {
    await noticesApi.submit(data.notice.id, { version: data.version, ...handedIn });
    await changed();
    toast(t("submitted_done"));
  });
  if (data.findings.length > 0)
    return (
      <LacksPanel lacks={data.findings}>
        {data.law && <p>{t("law", { ...data.law })}</p>}
        <Row end>
          <LinkButton look="primary" to={`/notices/${data.notice.id}/edit`}>
            {t("goTo")}
          </LinkButton>
        </Row>
      </LacksPanel>
    );
  return (
    <HandInPanel
      ready={t("noFindings")}
      warns={t("warnings")}
      may={may("notice.submit")}
      state={state}
      isOut={data.notice.activeVersion !== null}
    />
  );
}
