import { useState } from "react";
import { requestsApi, type Group, type QueueData, type ReviewDraft } from "./requests-api.ts";
import css from "./Requests.module.css";
import { MarkedText } from "./redaction/MarkedText.tsx";
import { reviewWords } from "./words/review.ts";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface GroupProps {
  request: { id: string; isClosed: boolean };
  group: Group;
  exemptions: QueueData["exemptions"];
  changed: () => void;
}

/** Records with the same words, once: read, decided, seconded. */
export function ReviewGroup(props: GroupProps) {
  const t = useWords(reviewWords);
  const { group } = props;
  return (
    <li className={css["group"]}>
      <p className={css["meta"]}>
        {group.decision && <DecisionBadge decision={group.decision} />}
        <Quiet small>
          {group.direction !== "" && `${t(directionOf(group.direction))} · `}
          {group.capturedAt !== "" && <TimeAgo at={group.capturedAt} />}
        </Quiet>
        {group.alike > 1 && <Quiet small>{t("alike", { count: group.alike })}</Quiet>}
        {group.threadGroups > 1 && (
          <Quiet small>{t("threadOf", { count: group.threadGroups })}</Quiet>
        )}
      </p>
      {group.text === "" ? (
        <Quiet>{t("noText")}</Quiet>
      ) : (
        <p className={css["letter"]}>
          <MarkedText text={group.text} marks={group.marks} />
        </p>
      )}
      {group.isCut && <Quiet small>{t("cut")}</Quiet>}
      {group.decision && <Word group={group} />}
      <Decide {...props} />
    </li>
  );
}

function directionOf(word: string) {
  return word === "in" || word === "out" ? word : "internal";
}

const badges = {
  release: { meaning: "good", word: "released" },
  redact: { meaning: "wait", word: "redacted" },
  withhold: { meaning: "neutral", word: "withheld" },
} as const;

function DecisionBadge({ decision }: { decision: NonNullable<Group["decision"]> }) {
  const t = useWords(reviewWords);
  const { meaning, word } = badges[decision];
  return <StateBadge meaning={meaning} label={t(word)} />;
}

function Word({ group }: { group: Group }) {
  const t = useWords(reviewWords);
  return (
    <p>
      <Quiet small>
        {group.codes.length > 0 && `${group.codes.join(", ")} · `}
        {t("by", { name: group.decidedBy })}
        {group.secondedBy !== "" && ` · ${t("secondedBy", { name: group.secondedBy })}`}
        {group.note !== "" && ` · ${group.note}`}
      </Quiet>
    </p>
  );
}

function Decide({ request, group, exemptions, changed }: GroupProps) {
  const t = useWords(reviewWords);
  const may = useMay();
  const { busy, error, act } = useAct();
  const [isKeeping, setIsKeeping] = useState(false);
  const [isThread, setIsThread] = useState(false);
  const scope = isThread ? "thread" : "same-text";
  const decide = (draft: Omit<ReviewDraft, "recordId" | "scope">) =>
    void act(async () => {
      await requestsApi.decide(request.id, { recordId: group.recordId, scope, ...draft });
      setIsKeeping(false);
      changed();
    });
  const second = () =>
    void act(async () => {
      await requestsApi.second(request.id, group.recordId, group.reviewId ?? undefined);
      changed();
    });
  const reason = request.isClosed ? t("closed") : may("requests.review") ? undefined : t("role");
  const button = (label: string, press: () => void, why = reason) => (
    <DisabledReason reason={why}>
      {(disabled) => (
        <Button small loading={busy} {...disabled} onClick={disabled.onClick ?? press}>
          {label}
        </Button>
      )}
    </DisabledReason>
  );
  const waits = group.decision !== null && group.secondedBy === "";
  return (
    <Stack gap={8}>
      {group.threadGroups > 1 && !isKeeping && (
        <CheckField
          label={t("wholeThread", { count: group.threadGroups })}
          checked={isThread}
          onChange={setIsThread}
        />
      )}
      {isKeeping ? (
        <Keeping
          exemptions={exemptions}
          busy={busy}
          onBack={() => setIsKeeping(false)}
          onDecide={decide}
        />
      ) : (
        <Row>
          {waits && button(t("second"), second, group.isMine ? t("own") : reason)}
          {button(
            t("release"),
            () => decide({ decision: "release" }),
            reason ?? (group.marks.length > 0 ? t("marksLeft") : undefined),
          )}
          <LinkButton small to={`/requests/${request.id}/records/${group.recordId}`}>
            {t(group.marks.length > 0 ? "marks" : "redact", { count: group.marks.length })}
          </LinkButton>
          {button(t("withhold"), () => setIsKeeping(true))}
        </Row>
      )}
      <ErrorNotice error={error} />
    </Stack>
  );
}

interface KeepingProps {
  exemptions: QueueData["exemptions"];
  busy: boolean;
  onBack: () => void;
  onDecide: (draft: Omit<ReviewDraft, "recordId" | "scope">) => void;
}

/** What is kept back stands on a code, and may have a note for the second person. */
function Keeping({ exemptions, busy, onBack, onDecide }: KeepingProps) {
  const t = useWords(reviewWords);
  const [codes, setCodes] = useState<string[]>([]);
  const [note, setNote] = useState("");
  return (
    <Stack gap={8}>
      <PickManyField
        label={t("codes")}
        value={codes}
        onChange={setCodes}
        choices={exemptions.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <TextField label={t("why")} optional value={note} maxLength={2_000} onChange={setNote} />
      <Row>
        <Button
          small
          look="primary"
          loading={busy}
          disabled={codes.length === 0}
          onClick={() => onDecide({ decision: "withhold", codes, note })}
        >
          {t("withhold")}
        </Button>
        <Button small look="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </Row>
    </Stack>
  );
}
