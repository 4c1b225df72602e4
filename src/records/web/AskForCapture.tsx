import { IconCamera } from "@tabler/icons-react";
import { useState } from "react";
import { FollowField } from "./FollowField.tsx";
import { isAddress, pagesApi, usePagesChanged } from "./pages-api.ts";
import { pagesWords } from "./words/pages.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** A page to capture now. */
export function AskForCapture() {
  const t = useWords(pagesWords);
  const changed = usePagesChanged();
  const { busy, error, act } = useAct();
  const [url, setUrl] = useState("");
  const [isFollowed, setFollowed] = useState(false);
  const ask = () =>
    act(async () => {
      await pagesApi.ask({ url: url.trim(), isFollowed });
      setUrl("");
      await changed();
      toast(t("asked"));
    });
  return (
    <Panel title={t("ask")}>
      <Stack>
        <TextField label={t("url")} hint={t("urlHint")} value={url} onChange={setUrl} />
        <FollowField value={isFollowed} onChange={setFollowed} />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            icon={IconCamera}
            loading={busy}
            disabled={!isAddress(url)}
            onClick={() => void ask()}
          >
            {t("capture")}
          </Button>
        </Row>
      </Stack>
    </Panel>
  );
}
