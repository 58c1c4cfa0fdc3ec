// Where the keyboard goes when a drawer or dialog that is only drawn while it is open goes away: back to what had the focus before, and
// where that is gone, to what it stood in.
import { useEffect, useState } from 'react';

export function useFocusReturn(): void {
  const [places] = useState(placesOfFocus);
  useEffect(() => () => giveBack(places), [places]);
}

/** What has the focus, then whatever around it can have it, last the page. */
function placesOfFocus(): HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let at = document.activeElement; at !== null && at !== document.body; at = openerOf(at) ?? at.parentElement)
    if (at instanceof HTMLElement && (places.length === 0 || at.tabIndex >= 0 || at.hasAttribute('tabindex'))) places.push(at);
  const page = document.getElementById('content');
  return page && !places.includes(page) ? [...places, page] : places;
}

/** A menu or a popover closes when something opens from it, so what opened it opened the dialog. */
function openerOf(element: Element): Element | null {
  if (element.hasAttribute('popover')) return document.querySelector(`[popovertarget="${CSS.escape(element.id)}"]`);
  return element.role === 'menu' ? document.getElementById(element.getAttribute('aria-labelledby') ?? '') : null;
}

const canHaveFocus = (place: HTMLElement) => place.isConnected && place.checkVisibility() && !place.matches(':disabled');

function giveBack(places: readonly HTMLElement[]): void {
  const place = places.find(canHaveFocus);
  if (!place) return;
  place.focus({ preventScroll: true });
  // What was done may take its own button away a moment later, when the page has heard of it.
  const watch = new MutationObserver(() => {
    if (document.activeElement === place) return;
    watch.disconnect();
    if (document.activeElement === document.body && !canHaveFocus(place)) giveBack(places);
  });
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
}
