import { useState } from "react";
import { blotterApi, useBlotterChanged, type PolicyData } from "./api.ts";
import { blotterWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Before anything is public: what is proposed, and the button that adopts it. */
export function AdoptPanel({ policy }: { policy: PolicyData }) {
  const t = useWords(blotterWords);
  const may = useMay();
  const changed = useBlotterChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const shown = policy.content.rules.filter((rule) => rule.does === "show").length;
  const adopt = () =>
    act(async () => {
      await blotterApi.adoptModel(why);
      await changed();
      toast(t("adopted"));
    });
  return (
    <Panel title={t("notAdopted")}>
      <Stack gap={16}>
        <p>{t("adoptAbout", { shown })}</p>
        {may("blotter.adopt") && (
          <>
            <AreaField label={t("why")} maxLength={500} rows={2} value={why} onChange={setWhy} />
            <ErrorNotice error={error} />
            <Row end>
              <Button
                look="primary"
                loading={busy}
                disabled={why.trim().length < 3}
                onClick={() => void adopt()}
              >
                {t("adopt")}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </Panel>
  );
}
