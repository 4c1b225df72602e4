/** The page's heading takes the focus: whoever goes by keyboard or by ear begins there. */
export function focusPage(): void {
  const heading =
    document.querySelector<HTMLElement>("#page h1") ?? document.getElementById("page");
  heading?.focus({ preventScroll: true });
}

/**
 * What was pressed may be gone once its act is done: the panel that it stood in closes. Then the page's heading has
 * the focus; without it a keyboard begins at the top again, and a screen reader falls silent (WCAG 2.2, 2.4.3).
 */
export function keepFocus(): void {
  returnFocus(null);
}

/** The focus goes back to where it was before something opened, unless it went on by itself; else to the heading. */
export function returnFocus(to: Element | null): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!isLost()) return;
      if (to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true });
      if (isLost()) focusPage();
    }),
  );
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
