import { useState } from "react";
import { campaignsApi, useCampaignsChanged, type HandedIn } from "./api.ts";
import { campaignWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { PolicySays } from "#ui/HandIn.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Hands every draft in; what the policy warns of is read first, once for all of them. */
export function HandIn({ id }: { id: string }) {
  const t = useWords(campaignWords);
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
  // One warning is said once, of however many posts it is.
  const told = [...new Map(warnings.map((one) => [one.reason.en, one])).values()];
  return (
    <Panel title={t("submit")}>
      <Stack gap={16}>
        <Quiet>{t("submitAbout")}</Quiet>
        <PolicySays title={t("warnings")} findings={told} />
        {kept.length > 0 && (
          <p role="status">{t("notIn", { count: kept.length, says: kept[0]?.says ?? "" })}</p>
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} onClick={() => void submit()}>
            {t(told.length > 0 ? "confirmRead" : "submit")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
