import { useState } from "react";
import css from "../Outreach.module.css";
import { campaignsApi, useCampaignsChanged, type HandedIn } from "./api.ts";
import { campaignWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** Hands every draft in; what the policy warns of is read first, once for all of them. */
export function HandIn({ id }: { id: string }) {
  const t = useWords(campaignWords);
  const language = useLanguage();
  const changed = useCampaignsChanged();
  const { busy, error, act } = useAct();
  const [results, setResults] = useState<readonly HandedIn[]>([]);
  const warned = results.flatMap(({ refused }) =>
    refused?.code === "policy-warnings" ? [refused] : [],
  );
  const kept = results.flatMap(({ refused }) =>
    refused && refused.code !== "policy-warnings" ? [refused] : [],
  );
  const warnings = warned.flatMap(({ findings }) => findings);
  const submit = () =>
    act(async () => {
      const { posts } = await campaignsApi.submit(
        id,
        warnings.map(({ key }) => key),
      );
      setResults(posts);
      await changed();
      if (posts.every(({ refused }) => refused === null)) toast(t("handedIn"));
    });
  const says = new Map(warnings.map(({ reason }) => [reason.en, reason[language]]));
  return (
    <Panel title={t("submit")}>
      <Stack gap={16}>
        <Quiet>{t("submitAbout")}</Quiet>
        {says.size > 0 && (
          <section aria-label={t("warnings")}>
            <h3>{t("warnings")}</h3>
            <ul className={css["findings"]}>
              {[...says].map(([key, reason]) => (
                <li key={key}>{reason}</li>
              ))}
            </ul>
          </section>
        )}
        {kept.length > 0 && (
          <p role="status">{t("notIn", { count: kept.length, says: kept[0]?.says ?? "" })}</p>
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={() => void submit()}>
            {t(says.size > 0 ? "confirmRead" : "submit")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
