import { useState } from "react";
import {
  blotterApi,
  useBlotterChanged,
  useProposals,
  type ProposalRow,
  type Trial,
} from "./api.ts";
import { TrialSays } from "./TrialSays.tsx";
import { ruleWords } from "./words/rules.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { LineList } from "#ui/LineList.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** What waits for a second person. */
export function Proposals() {
  const t = useWords(ruleWords);
  const { data, error } = useProposals();
  return (
    <Panel title={t("waiting")}>
      <ErrorNotice error={error} />
      {data?.proposals.length === 0 && (
        <EmptyState small picture="calm" sentence={t("noneWaiting")} />
      )}
      <LineList>
        {data?.proposals.map((one) => (
          <Proposal key={one.id} proposal={one} />
        ))}
      </LineList>
    </Panel>
  );
}

function Proposal({ proposal }: { proposal: ProposalRow }) {
  const t = useWords(ruleWords);
  const may = useMay();
  const changed = useBlotterChanged();
  const { busy, error, act } = useAct();
  const [trial, setTrial] = useState<Trial>();
  const { id, by, why, proposedAt, isMine, content } = proposal;
  const done = (what: () => Promise<unknown>, says: string) =>
    void act(async () => {
      await what();
      await changed();
      toast(says);
    });
  return (
    <li>
      <Stack gap={8}>
        <span>
          <strong>{t("by", { name: by })}</strong> {why}
        </span>
        <Quiet small>
          <TimeAgo at={proposedAt} />
        </Quiet>
        {trial && <TrialSays trial={trial} />}
        {isMine && <Quiet>{t("yours")}</Quiet>}
        <ErrorNotice error={error} />
        <Row end>
          {may("blotter.propose") && (
            <>
              <Button
                small
                look="quiet"
                loading={busy}
                onClick={() => void act(async () => setTrial(await blotterApi.trial(content)))}
              >
                {t("tryNow")}
              </Button>
              <Button
                small
                look="quiet"
                loading={busy}
                onClick={() => done(() => blotterApi.decline(id), t("declined"))}
              >
                {t("decline")}
              </Button>
            </>
          )}
          {may("blotter.adopt") && !isMine && (
            <Button
              small
              look="primary"
              loading={busy}
              onClick={() => done(() => blotterApi.adopt(id), t("adopted"))}
            >
              {t("adopt")}
            </Button>
          )}
        </Row>
      </Stack>
    </li>
  );
}
