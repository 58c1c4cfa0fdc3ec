// Where the keyboard goes when something appears after the page or dialog around it.

/** As a field's `ref`: the focus moves into it once, when it appears. */
export const focusFirst = (field: HTMLElement | null) => field?.focus();

/** Where what had the focus goes away and nothing stands in its place, the page has it: the next key goes on from there. */
export function focusPage(): void {
  document.getElementById('content')?.focus({ preventScroll: true });
}
