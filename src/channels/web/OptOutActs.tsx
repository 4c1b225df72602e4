import { IconPhoneOff, IconPhonePlus, IconSearch } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsApi } from "./api.ts";
import { optOutWords } from "./opt-out-words.ts";
import { Button } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

type Basis = "start-text" | "written-consent";
type Found = Awaited<ReturnType<typeof channelsApi.findOptOut>>;

/** One whole number: looked up, entered, or taken off on a recorded wish. */
export function OptOutActs({ channelId }: { channelId: string }) {
  const t = useWords(optOutWords);
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<Found>();
  const [error, setError] = useState<unknown>();
  const look = () => {
    setError(undefined);
    channelsApi.findOptOut(channelId, number).then(setFound, setError);
  };
  return (
    <Panel title={t("search")}>
      <Stack gap={16}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <Stack gap={12}>
            <TextField
              label={t("whole")}
              hint={t("wholeHint")}
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={number}
              onChange={(next) => {
                setNumber(next);
                setFound(undefined);
              }}
            />
            <Row>
              <Button look="primary" icon={IconSearch} type="submit">
                {t("find")}
              </Button>
            </Row>
          </Stack>
        </form>
        <ErrorNotice error={error} />
        <div role="status">
          {found && (
            <p>
              <strong>{t(found.isOut ? "isOut" : "isNotOut")}</strong>{" "}
              {found.at && <TimeAgo at={found.at} />} {found.reason}
            </p>
          )}
        </div>
        <Changes {...{ channelId, number }} onDone={() => setFound(undefined)} />
      </Stack>
    </Panel>
  );
}

interface ChangesProps {
  channelId: string;
  number: string;
  onDone: () => void;
}

function Changes({ channelId, number, onDone }: ChangesProps) {
  const t = useWords(optOutWords);
  const may = useMay();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const [basis, setBasis] = useState<Basis>("start-text");
  const reasonField = (label: string) => (
    <AreaField label={label} rows={2} maxLength={900} value={reason} onChange={setReason} />
  );
  const done = async (says: string) => {
    setReason("");
    onDone();
    await queries.invalidateQueries({ queryKey: ["opt-outs", channelId] });
    toast(says);
  };
  const disabledReason = may("opt-out.write") ? undefined : t("onlyWrite");
  return (
    <Row>
      <ConfirmButton
        icon={IconPhoneOff}
        disabledReason={disabledReason}
        question={`${t("add")}: ${number}`}
        consequence={
          <Stack gap={16}>
            <span>{t("addAbout")}</span>
            {reasonField(t("reason"))}
          </Stack>
        }
        onConfirm={async () => {
          await channelsApi.addOptOut(channelId, { number, reason });
          await done(t("added"));
        }}
      >
        {t("add")}
      </ConfirmButton>
      <ConfirmButton
        icon={IconPhonePlus}
        disabledReason={disabledReason}
        question={`${t("take")}: ${number}`}
        consequence={
          <Stack gap={16}>
            <span>{t("takeAbout")}</span>
            <ChoiceField<Basis>
              label={t("basis")}
              value={basis}
              onChange={setBasis}
              choices={[
                { value: "start-text", label: t("startText") },
                { value: "written-consent", label: t("written") },
              ]}
            />
            {reasonField(t("wish"))}
          </Stack>
        }
        onConfirm={async () => {
          await channelsApi.endOptOut(channelId, { number, reason, basis });
          await done(t("taken"));
        }}
      >
        {t("take")}
      </ConfirmButton>
    </Row>
  );
}
