import {
  IconAlertTriangle,
  IconCircleCheck,
  IconSend,
  IconTrash,
  IconUrgent,
} from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { alertsApi, useAlertsChanged, type AlertData } from "./api.ts";
import { ReasonDialog } from "./ReasonDialog.tsx";
import { alertsWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useNow } from "#ui/clock.ts";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** The next right act, by where the alert stands and who looks at it. */
export function AlertActs({ data }: { data: AlertData }) {
  const { alert, messages } = data;
  const now = useNow();
  if (alert.state !== "draft" && alert.state !== "active") return null;
  const open = messages.filter(({ state, posts }) => state === "draft" || isRunOut(posts, now));
  const posts = open.flatMap((message) => message.posts);
  const isAsked = posts.some(({ state }) => state === "submitted");
  return (
    <>
      {open.length > 0 && (isAsked ? <Deciding data={data} /> : <Submitting data={data} />)}
      <Ending data={data} />
    </>
  );
}

/** Armed once, and its approval is over. */
function isRunOut(posts: AlertData["messages"][number]["posts"], now: number): boolean {
  return posts.some(({ armedUntil }) => armedUntil !== null && Date.parse(armedUntil) <= now);
}

/** One act at a time; whatever it changed is read anew. */
function useAlertAct() {
  const changed = useAlertsChanged();
  const { busy, error, act } = useAct();
  const run = (what: () => Promise<unknown>, said: string) =>
    act(async () => {
      await what();
      await changed();
      toast(said);
    });
  return { busy, error, run };
}

function seenIn({ messages }: AlertData): string[] {
  return messages
    .filter(({ state }) => state === "draft" || state === "armed")
    .map(({ sha256 }) => sha256);
}

function Submitting({ data }: { data: AlertData }) {
  const t = useWords(alertsWords);
  const language = useLanguage();
  const may = useMay();
  const { busy, error, run } = useAlertAct();
  const [isRead, setRead] = useState(false);
  const { id } = data.alert;
  const findings = data.messages.flatMap(({ posts }) => posts.flatMap((post) => post.findings));
  const said = [...new Map(findings.map((one) => [one.reason[language], one])).values()];
  if (!may("post.submit")) return null;
  return (
    <Panel>
      <Stack gap={12}>
        {said.map(({ rule, reason, paragraph }) => (
          <Notice key={reason[language]} icon={IconAlertTriangle} meaning="wait">
            {reason[language]} <Quiet>{`${paragraph} ${rule}`}</Quiet>
          </Notice>
        ))}
        {said.length > 0 && <CheckField label={t("read")} checked={isRead} onChange={setRead} />}
        <ErrorNotice error={error} />
        <Row end>
          <Glass data={data} />
          <Button
            look="primary"
            icon={IconSend}
            loading={busy}
            disabled={said.length > 0 && !isRead}
            onClick={() =>
              void run(
                () =>
                  alertsApi.submit(
                    id,
                    findings.map(({ key }) => key),
                  ),
                t("submittedSaid"),
              )
            }
          >
            {t("submit")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function Deciding({ data }: { data: AlertData }) {
  const t = useWords(alertsWords);
  const may = useMay();
  const { busy, error, run } = useAlertAct();
  const { id } = data.alert;
  return (
    <Panel>
      <Stack gap={12}>
        <Quiet>{t("waitsFor")}</Quiet>
        <ErrorNotice error={error} />
        <Row end>
          <Glass data={data} />
          {may("post.approve") && (
            <>
              <ReasonDialog
                verb={t("giveBack")}
                label={t("why")}
                onGive={(why) => run(() => alertsApi.giveBack(id, why), t("returnedSaid"))}
              />
              <Button
                look="primary"
                icon={IconCircleCheck}
                loading={busy}
                onClick={() => void run(() => alertsApi.approve(id, seenIn(data)), t("approved"))}
              >
                {t("approve")}
              </Button>
            </>
          )}
        </Row>
      </Stack>
    </Panel>
  );
}

function Glass({ data }: { data: AlertData }) {
  const t = useWords(alertsWords);
  const may = useMay();
  const { run } = useAlertAct();
  if (!may("post.break-glass")) return null;
  const { id } = data.alert;
  return (
    <ReasonDialog
      verb={t("glass")}
      label={t("glassWhy")}
      consequence={t("glassAsk")}
      icon={IconUrgent}
      min={10}
      grave
      onGive={(reason) => run(() => alertsApi.breakGlass(id, seenIn(data), reason), t("glassDone"))}
    />
  );
}

/** What is out is ended by the words that stand ready; what is not is put away. */
function Ending({ data }: { data: AlertData }) {
  const t = useWords(alertsWords);
  const may = useMay();
  const navigate = useNavigate();
  const changed = useAlertsChanged();
  const { id, state } = data.alert;
  const cancel = data.messages.find((one) => one.type === "Cancel" && one.state === "armed");
  if (state === "active" && may("alert.cancel"))
    return (
      <Row end>
        <ConfirmButton
          grave
          consequence={t("cancelAsk", { headline: cancel?.content.sayings[0]?.headline ?? "" })}
          disabledReason={cancel ? undefined : t("notArmed")}
          onConfirm={async () => {
            await alertsApi.cancel(id);
            await changed();
            toast(t("ended"));
          }}
        >
          {t("cancel")}
        </ConfirmButton>
      </Row>
    );
  if (state !== "draft" || !may("alert.draft")) return null;
  return (
    <Row end>
      <ConfirmButton
        small
        look="quiet"
        icon={IconTrash}
        consequence={t("dropAsk")}
        onConfirm={async () => {
          await alertsApi.drop(id);
          await changed();
          toast(t("dropped_said"));
          await navigate("/alerts");
        }}
      >
        {t("drop")}
      </ConfirmButton>
    </Row>
  );
}
