import { useReducer, useState } from "react";
import {
  blank,
  boxesMax,
  change,
  cropFor,
  middleBox,
  redo,
  resized,
  undo,
  within,
  type Area,
  type CropChoice,
  type Drawing,
  type DrawnBox,
  type History,
  type Size,
} from "./boxes.ts";

export type Chosen = number | "crop" | undefined;

export interface DrawingTool {
  history: History;
  chosen: Chosen;
  choose: (id: Chosen) => void;
  shape: DrawnBox["shape"];
  how: DrawnBox["how"];
  setShape: (shape: DrawnBox["shape"]) => void;
  setHow: (how: DrawnBox["how"]) => void;
  cropChoice: CropChoice;
  setCrop: (choice: CropChoice) => void;
  /** Adds a box and chooses it; in the middle where none is given. */
  add: (area?: Area, stroke?: string) => number;
  /** Puts a box, or the crop, somewhere else; what has the same `stroke` is one change. */
  move: (id: number | "crop", area: Area, stroke?: string) => void;
  /** The crop in its proportions. */
  resize: (id: number | "crop", area: Area, stroke?: string) => void;
  remove: (id: number) => void;
  undo: () => void;
  redo: () => void;
}

type Act = (history: History) => History;

/** What somebody draws over a picture, with all that can be done to it. */
export function useDrawing(picture: Size): DrawingTool {
  const [history, act] = useReducer((before: History, next: Act) => next(before), blank);
  const [chosen, choose] = useState<Chosen>();
  const [shape, setShape] = useState<DrawnBox["shape"]>("rectangle");
  const [how, setHow] = useState<DrawnBox["how"]>("solid");
  const [cropChoice, setCropChoice] = useState<CropChoice>("none");
  const [nextId, setNextId] = useState(1);
  const edit = (next: (drawing: Drawing) => Drawing, stroke?: string) =>
    act((before) => change(before, next(before.now), stroke));
  const put = (id: number | "crop", area: Area, stroke?: string) =>
    edit(
      (drawing) =>
        id === "crop"
          ? { ...drawing, crop: area }
          : {
              ...drawing,
              boxes: drawing.boxes.map((one) => (one.id === id ? { ...one, ...area } : one)),
            },
      stroke,
    );
  return {
    history,
    chosen,
    choose,
    shape,
    how,
    setShape,
    cropChoice,
    setHow(next) {
      setHow(next);
      if (typeof chosen !== "number") return;
      edit((drawing) => ({
        ...drawing,
        boxes: drawing.boxes.map((one) => (one.id === chosen ? { ...one, how: next } : one)),
      }));
    },
    setCrop(choice) {
      setCropChoice(choice);
      edit((drawing) => ({ ...drawing, crop: cropFor(choice, picture) }));
    },
    add(area = middleBox(picture), stroke) {
      setNextId(nextId + 1);
      choose(nextId);
      edit(
        (drawing) => ({
          ...drawing,
          boxes: [...drawing.boxes, { id: nextId, shape, how, ...within(area, picture) }].slice(
            0,
            boxesMax,
          ),
        }),
        stroke,
      );
      return nextId;
    },
    move: (id, area, stroke) => put(id, within(area, picture), stroke),
    resize: (id, area, stroke) =>
      put(id, resized(area, area, picture, id === "crop" ? cropChoice : "free"), stroke),
    remove(id) {
      choose(undefined);
      edit((drawing) => ({ ...drawing, boxes: drawing.boxes.filter((one) => one.id !== id) }));
    },
    undo: () => act(undo),
    redo: () => act(redo),
  };
}
