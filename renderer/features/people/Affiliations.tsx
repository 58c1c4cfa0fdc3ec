// Where a person worked and when, who says so, and what contradicts itself or is open. Put right by hand here.
import { ActionIcon, Alert, Button, Checkbox, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { affiliationFields, type PersonDetail } from '../../../shared/contract/people.ts';
import { addDays, type Day, isDay } from '../../../shared/values/day.ts';
import { client, commandId } from '../../app/client.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { formatDay, joined } from '../../ui/format.ts';
import { usePartnerChoices } from '../../ui/partner-choices.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';

type Affiliation = PersonDetail['affiliations'][number];

export function Affiliations({ person }: { person: PersonDetail }) {
  const { t } = useTranslation('people');
  const [editing, setEditing] = useState<Affiliation | 'new' | null>(null);
  const remove = async (one: Affiliation) => {
    try {
      const { changeId } = await client().people.removeAffiliation({ commandId: commandId(), affiliationId: one.id });
      notifyDone(t('affiliationRemoved'), changeId);
    } catch (error) {
      notifyFailure(error);
    }
  };
  const nameOf = (one: Affiliation) => one.partner?.name ?? t('vocabulary:bucket.independent');
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Title order={2}>{t('affiliations')}</Title>
        {!person.mergedInto && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEditing('new')}>
            {t('addAffiliation')}
          </Button>
        )}
      </Group>
      {person.affiliations.length === 0 && <Text c="dimmed">{t('noAffiliation')}</Text>}
      {person.affiliations.map((one) => (
        <Group key={one.id} justify="space-between" wrap="nowrap" gap={4} align="start">
          <Text>
            {one.partner ? (
              <Link to="/partners/$partnerId" params={{ partnerId: one.partner.id }}>
                {one.partner.name}
              </Link>
            ) : (
              nameOf(one)
            )}{' '}
            <span className="quiet">
              {one.from || one.until
                ? `${one.from ? formatDay(one.from) : '…'} – ${one.until ? formatDay(addDays(one.until as Day, -1)) : '…'}`
                : t('always')}{' '}
              · {t(`vocabulary:affiliation.${one.source}`)}
              {one.evidence && ` ${one.evidence}`}
            </span>
          </Text>
          <Group gap={0} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('editAffiliation', { name: nameOf(one) })}
              onClick={() => setEditing(one)}
            >
              <IconPencil size={15} />
            </ActionIcon>
            {one.source !== 'email_domain' && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeAffiliation', { name: nameOf(one) })}
                onClick={() => void remove(one)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </Group>
        </Group>
      ))}
      {person.affiliationNotes.map((one) => (
        <Text key={one.note + one.from} size="sm" className={one.note === 'overlap' ? 'down' : 'quiet'}>
          {t(`notes.${one.note}`, {
            from: formatDay(one.from),
            to: formatDay(addDays(one.until as Day, -1)),
            names: joined(one.names.map((name) => name || t('vocabulary:bucket.independent'))),
          })}
        </Text>
      ))}
      {editing && (
        <AffiliationForm person={person} affiliation={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />
      )}
    </div>
  );
}

function AffiliationForm({ person, affiliation, onClose }: { person: PersonDetail; affiliation?: Affiliation; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [independent, setIndependent] = useState(affiliation !== undefined && affiliation.partner === null);
  const [partnerId, setPartnerId] = useState(affiliation?.partner?.id ?? null);
  const partners = usePartnerChoices(partnerId ? [partnerId] : [], affiliation?.partner ? [affiliation.partner] : []);
  const [from, setFrom] = useState(affiliation?.from ?? '');
  const [last, setLast] = useState(affiliation?.until ? addDays(affiliation.until as Day, -1) : '');
  const [evidence, setEvidence] = useState(affiliation?.source === 'by_hand' ? affiliation.evidence : '');
  const [failure, setFailure] = useState<string | null>(null);
  const derived = affiliation?.source === 'email_domain';
  const save = async () => {
    if ([from, last].some((day) => day !== '' && !isDay(day))) {
      setFailure(t('failures:rules.not_a_day'));
      return;
    }
    const read = affiliationFields.safeParse({
      partnerId: independent ? null : partnerId,
      from: from || null,
      // People say the last day; the rule counts until the first day after it.
      until: last ? addDays(last as Day, 1) : null,
      evidence,
    });
    if (!read.success) {
      setFailure(t('failures:rules.until_after_from'));
      return;
    }
    try {
      const { changeId } = await client().people.saveAffiliation({
        commandId: commandId(),
        personId: person.id,
        affiliationId: affiliation?.id ?? null,
        fields: read.data,
      });
      notifyDone(t('affiliationSaved', { name: person.name }), changeId);
      onClose();
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <SideDrawer onClose={onClose} title={t('affiliationOf', { name: person.name })}>
      <Stack gap="sm">
        {failure && <Alert color="red" variant="light" title={failure} />}
        {derived && <Text c="dimmed">{t('derivedExplained')}</Text>}
        <Checkbox label={t('independent')} checked={independent} onChange={(event) => setIndependent(event.currentTarget.checked)} />
        {!independent && <Select label={t('columns.partner')} required {...partners.select} value={partnerId} onChange={setPartnerId} />}
        <Group grow>
          <DayField label={t('firstDay')} value={from} onChange={setFrom} />
          <DayField label={t('lastDay')} value={last} onChange={setLast} />
        </Group>
        <Text size="sm" c="dimmed">
          {t('datesExplained')}
        </Text>
        <TextInput label={t('evidence')} value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button disabled={!independent && partnerId === null} onClick={() => void save()}>
            {t('ui:save')}
          </Button>
        </Group>
      </Stack>
    </SideDrawer>
  );
}
