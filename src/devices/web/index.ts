import { lazy } from "react";

/** One's own devices, for the page of one's own account. */
export const DevicesPanel = lazy(() =>
  import("./DevicesPanel.tsx").then((m) => ({ default: m.DevicesPanel })),
);
/** One quiet line where notices would help; nothing where they are on, or cannot be. */
export const DeviceOffer = lazy(() =>
  import("./DeviceOffer.tsx").then((m) => ({ default: m.DeviceOffer })),
);
