import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { Route, Routes, useLocation } from "react-router";
import { MissingPage } from "./MissingPage.tsx";
import { framedRoutes, type MountedRoute } from "./routes.tsx";
import { TodayPage } from "./TodayPage.tsx";
import { focusPage } from "#ui/focus.ts";
import { wholeTitle } from "#ui/page-title.ts";
import { useMay } from "#ui/session.ts";
import { useLabel } from "#ui/words.ts";

/** Today, the pages of the slices, and the answer to every other address. */
export function FramedPages() {
  return (
    <Routes>
      <Route
        index
        element={
          <Arrival>
            <TodayPage />
          </Arrival>
        }
      />
      {framedRoutes.map((route) => (
        <Route key={route.path} path={route.path} element={<Guarded route={route} />} />
      ))}
      <Route
        path="*"
        element={
          <Arrival>
            <MissingPage />
          </Arrival>
        }
      />
    </Routes>
  );
}

function Guarded({ route }: { route: MountedRoute }) {
  const may = useMay();
  const label = useLabel();
  if (!may(route.may))
    return (
      <Arrival>
        <MissingPage barred />
      </Arrival>
    );
  return (
    <Arrival title={label(route.title)}>
      <route.Page />
    </Arrival>
  );
}

let arrivals = 0;

/**
 * On arrival at another page the title is set, the window is at its top and the heading has focus.
 */
function Arrival({ title, children }: { title?: string; children: ReactNode }) {
  const { pathname } = useLocation();
  const last = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (title !== undefined) document.title = wholeTitle(title);
  }, [title]);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    arrivals += 1;
    // The first page of a visit keeps the browser's own focus; strict mode runs this twice.
    if (arrivals <= 1) return;
    scrollTo({ top: 0 });
    focusPage();
  }, [pathname]);
  return children;
}
