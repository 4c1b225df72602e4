import { useId, useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import type { Exemption } from "./api.ts";
import { BoxCanvas } from "./BoxCanvas.tsx";
import { boxesMax, middleBox, within, type Area, type Box, type Size } from "./boxes.ts";
import { BoxLine } from "./BoxLine.tsx";
import { CodeChoice } from "./CodeChoice.tsx";
import css from "./Redaction.module.css";
import { Button } from "#ui/buttons.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface BoxEditorProps {
  href: string;
  size: Size;
  boxes: readonly Box[];
  exemptions: readonly Exemption[];
  busy: boolean;
  onBack: () => void;
  onSave: (boxes: Box[]) => void;
}

/** Boxes over a picture, with the pointer or, in the list beside it, with keys and numbers. */
export function BoxEditor(props: BoxEditorProps) {
  const { size, exemptions } = props;
  const t = useWords(redactionWords);
  const help = useId();
  const [boxes, setBoxes] = useState<readonly Box[]>(props.boxes);
  const [chosen, setChosen] = useState<number>();
  const [code, setCode] = useState(props.boxes[0]?.code ?? "");
  const add = (area: Area) => {
    setBoxes([...boxes, { ...within(area, size), code }].slice(0, boxesMax));
    setChosen(boxes.length);
  };
  const put = (at: number, area: Area) =>
    setBoxes((before) =>
      before.map((one, nth) => (nth === at ? { ...one, ...within(area, size) } : one)),
    );
  const remove = (at: number) => {
    setBoxes(boxes.filter((_, nth) => nth !== at));
    setChosen(undefined);
  };
  const recode = (next: string) => {
    setCode(next);
    if (chosen !== undefined)
      setBoxes(boxes.map((one, nth) => (nth === chosen ? { ...one, code: next } : one)));
  };
  const isCoded = boxes.every((one) => one.code !== "");
  return (
    <div className={css["editor"]}>
      <BoxCanvas
        href={props.href}
        size={size}
        boxes={boxes}
        chosen={chosen}
        choose={setChosen}
        add={add}
        put={put}
      />
      <div className={css["beside"]}>
        <CodeChoice
          exemptions={exemptions}
          value={chosen === undefined ? code : (boxes[chosen]?.code ?? code)}
          onChange={recode}
        />
        <p id={help}>
          <Quiet small>{t("boxesHelp")}</Quiet>
        </p>
        <ul className={css["plain"]}>
          {boxes.map((box, at) => (
            <BoxLine
              key={at}
              box={box}
              number={at + 1}
              size={size}
              help={help}
              isChosen={chosen === at}
              choose={() => setChosen(at)}
              put={(area) => put(at, area)}
              remove={() => remove(at)}
            />
          ))}
        </ul>
        <Row>
          <Button onClick={() => add(middleBox(size))}>{t("addBox")}</Button>
          <Button
            look="primary"
            loading={props.busy}
            disabled={boxes.length === 0 || !isCoded}
            onClick={() => props.onSave([...boxes])}
          >
            {t("saveBoxes")}
          </Button>
          <Button look="quiet" onClick={props.onBack}>
            {t("back")}
          </Button>
        </Row>
        {!isCoded && <Quiet small>{t("codeFirst")}</Quiet>}
      </div>
    </div>
  );
}
