// Who took part, as it was written: a name that is somebody of the ledger opens them, one that fits several says so.
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivityItem } from '../../../shared/contract/activities.ts';
import { FirstAndMore } from '../../ui/FirstAndMore.tsx';

type Named = Pick<ActivityItem, 'people' | 'personOf' | 'ambiguous'>;

export function PeopleNames({ activity, onLeave }: { activity: Named; onLeave?: () => void }) {
  const { t } = useTranslation('activities');
  return activity.people.map((written, index) => (
    <Fragment key={written}>
      {index > 0 && t('ui:listSeparator')}
      <PersonWritten written={written} activity={activity} onLeave={onLeave} />
    </Fragment>
  ));
}

export function FirstOfPeople({ activity }: { activity: Named }) {
  const [first, ...others] = activity.people;
  if (first === undefined) return <span className="quiet">–</span>;
  return (
    <FirstAndMore
      first={<PersonWritten written={first} activity={activity} />}
      more={others.length}
      all={() => <PeopleNames activity={activity} />}
    />
  );
}

function PersonWritten({ written, activity, onLeave }: { written: string; activity: Named; onLeave?: () => void }) {
  const { t } = useTranslation('activities');
  // A name can be a word that every object knows.
  const person = Object.hasOwn(activity.personOf, written) ? activity.personOf[written] : undefined;
  if (person) {
    return (
      <Link
        to="/people/$personId"
        params={{ personId: person.id }}
        title={person.name === written ? undefined : person.name}
        onClick={(event) => {
          event.stopPropagation();
          onLeave?.();
        }}
      >
        {written}
      </Link>
    );
  }
  if (activity.ambiguous.includes(written)) return <span title={t('ambiguousExplained')}>{t('ambiguous', { name: written })}</span>;
  return written;
}
