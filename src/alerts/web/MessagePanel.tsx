import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { AlertMap } from "./AlertMap.tsx";
import css from "./Alerts.module.css";
import { fileOf, type AlertData, type MessageData } from "./api.ts";
import { CheckedWords } from "./CheckPanel.tsx";
import { alertsWords } from "./words.ts";
import { useNow } from "#ui/clock.ts";
import { languageName } from "#ui/language-name.ts";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useLanguage, useWords } from "#ui/words.ts";
import { Link } from "react-router";

const meanings: Record<MessageData["state"], Meaning> = {
  draft: "wait",
  armed: "good",
  issued: "bad",
  void: "neutral",
};

/** One message whole: exactly what an approver answers for, and where its posts stand. */
export function MessagePanel({ alert, message }: { alert: AlertData; message: MessageData }) {
  const t = useWords(alertsWords);
  const { type, number, state, content, issuedAt, hasFile, checked } = message;
  const isWaiting = type === "Cancel" && state !== "issued";
  const label =
    state === "draft"
      ? t(isWaiting ? "notArmed" : "draft")
      : state === "issued"
        ? t(type)
        : t(state);
  return (
    <Panel
      title={isWaiting ? t("cancelWords") : t("message", { type: t(type), number })}
      aside={
        <StateBadge
          meaning={state === "issued" && type === "Cancel" ? "good" : meanings[state]}
          label={label}
        />
      }
    >
      <Stack gap={16}>
        {state === "armed" && <Armed message={message} />}
        {issuedAt && (
          <Row apart>
            <span>
              {t("issued")} <TimeAgo at={issuedAt} />
            </span>
            {hasFile && (
              <a href={fileOf(alert.alert.id, number)} download>
                <IconDownload size={16} aria-hidden /> {t("file")}
              </a>
            )}
          </Row>
        )}
        <Sayings content={content} />
        {!isWaiting && (
          <>
            <p>
              <strong>{t("area")}:</strong> {content.area.description}
            </p>
            <AlertMap rings={content.area.rings} />
          </>
        )}
        {checked && !isWaiting && <CheckedWords checked={checked} />}
        <Posts message={message} />
      </Stack>
    </Panel>
  );
}

/** An approval that has run out arms nothing, whatever the badge of yesterday said. */
function Armed({ message: { posts } }: { message: MessageData }) {
  const t = useWords(alertsWords);
  const now = useNow();
  const until = posts.flatMap((one) => one.armedUntil ?? []).sort()[0];
  if (until === undefined) return null;
  if (Date.parse(until) > now)
    return (
      <p>
        {t("armedUntil")} <TimeAgo at={until} />
      </p>
    );
  return (
    <Notice icon={IconAlertTriangle} meaning="bad">
      {t("runOut")}
    </Notice>
  );
}

function Sayings({ content }: Pick<MessageData, "content">) {
  const reader = useLanguage();
  return (
    <div className={css["languages"]}>
      {content.sayings.map(({ language, headline, description, instruction, short, long }) => (
        <div key={language} className={css["saying"]} lang={language}>
          <span lang={reader}>{languageName(language, reader)}</span>
          <h3>{headline}</h3>
          <p className={css["words"]}>{description}</p>
          {instruction !== "" && <p className={css["words"]}>{instruction}</p>}
          {short !== "" && <p>90: {short}</p>}
          {long !== "" && <p>360: {long}</p>}
        </div>
      ))}
    </div>
  );
}

function Posts({ message: { posts } }: { message: MessageData }) {
  const t = useWords(alertsWords);
  const reader = useLanguage();
  return (
    <ul className={css["posts"]} aria-label={t("posts")}>
      {posts.map(({ postId, language, channels, standing }) => (
        <li key={postId}>
          <Link to={`/posts/${postId}`}>
            {t("onPost", { language: languageName(language, reader) })}
          </Link>
          <span>{t("channelCount", { count: channels.length })}</span>
          <span>{t(standing)}</span>
        </li>
      ))}
    </ul>
  );
}
