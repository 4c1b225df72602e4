import { useState } from "react";
import { blotterApi, useBlotterChanged, type Content, type Trial } from "./api.ts";
import { isChanged } from "./editing.ts";
import { TrialSays } from "./TrialSays.tsx";
import { ruleWords } from "./words/rules.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ProposeFieldsProps {
  inForce: Content;
  content: Content;
  onChange: (content: Content | undefined) => void;
}

/** Tries the changes on the calls that came, and hands them to a second person. */
export function ProposeFields({ inForce, content, onChange }: ProposeFieldsProps) {
  const t = useWords(ruleWords);
  const changed = useBlotterChanged();
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const [trial, setTrial] = useState<{ of: Content; says: Trial }>();
  const isOther = isChanged(inForce, content);
  const tryNow = () =>
    act(async () => setTrial({ of: content, says: await blotterApi.trial(content) }));
  const propose = () =>
    act(async () => {
      await blotterApi.propose({ content, why: why.trim() });
      onChange(undefined);
      setWhy("");
      setTrial(undefined);
      await changed();
      toast(t("proposed"));
    });
  return (
    <Panel title={t("propose")}>
      <Stack gap={12}>
        {!isOther && <Quiet>{t("tryFirst")}</Quiet>}
        {trial && trial.of === content && <TrialSays trial={trial.says} />}
        <Row>
          <Button loading={busy} disabled={!isOther} onClick={() => void tryNow()}>
            {t("tryNow")}
          </Button>
          {isOther && (
            <Button look="quiet" onClick={() => onChange(undefined)}>
              {t("undo")}
            </Button>
          )}
        </Row>
        <AreaField label={t("why")} maxLength={500} rows={2} value={why} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={trial?.of !== content || !isOther || why.trim().length < 3}
            onClick={() => void propose()}
          >
            {t("propose")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
