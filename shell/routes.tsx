import { lazy, type ComponentType } from "react";
import { slices } from "./slices.ts";
import type { ConsoleRoute } from "#ui/registration.ts";

export interface MountedRoute extends ConsoleRoute {
  Page: ComponentType;
}

function mount(route: ConsoleRoute): MountedRoute {
  return { ...route, Page: lazy(async () => ({ default: await route.page() })) };
}

const all: readonly MountedRoute[] = slices.flatMap(({ routes }) => (routes ?? []).map(mount));

/** Pages before the sign-in. */
export const openRoutes = all.filter(({ open }) => open === true);
/** Pages inside the frame. */
export const framedRoutes = all.filter(({ open }) => open !== true);
