// The rows behind a figure, beside the page that shows it.
import { useScreenState } from '../app/screen-state.ts';
import { ActivityTable } from '../features/activities/ActivityTable.tsx';
import { ContributionTable } from '../features/contributions/ContributionTable.tsx';
import { PartnerTable } from '../features/partners/PartnerTable.tsx';
import { PeopleTable } from '../features/people/PeopleTable.tsx';
import { SideDrawer } from './SideDrawer.tsx';

/** What the drawer leaves below its title and the list's heads. */
const HEIGHT = 'calc(100vh - 106px)';

export function EvidenceDrawer() {
  const evidence = useScreenState((state) => state.evidence);
  const closeEvidence = useScreenState((state) => state.closeEvidence);
  if (!evidence) return null;
  const { title, rows } = evidence;
  return (
    <SideDrawer onClose={closeEvidence} title={title} size="min(980px, 94vw)">
      {rows.list === 'partners' && <PartnerTable filter={rows.filter} height={HEIGHT} onLeave={closeEvidence} />}
      {rows.list === 'people' && <PeopleTable filter={rows.filter} height={HEIGHT} onLeave={closeEvidence} />}
      {rows.list === 'contributions' && <ContributionTable filter={rows.filter} height={HEIGHT} />}
      {rows.list === 'activities' && <ActivityTable filter={rows.filter} height={HEIGHT} />}
    </SideDrawer>
  );
}
