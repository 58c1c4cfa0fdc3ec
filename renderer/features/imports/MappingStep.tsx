// What was found in the file, and which column fills which field. Suggested from the headers or from last time; everything can be
// chosen otherwise.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection, Mapping, Reading } from '../../../shared/contract/imports.ts';
import { mappedDates, provenOrder } from '../../../shared/date-order.ts';
import { client, commandId } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { ColumnsTable } from './ColumnsTable.tsx';
import { DateOrderChoice } from './DateOrderChoice.tsx';
import { FoundInFile } from './FoundInFile.tsx';
import { MatchingOptions } from './MatchingOptions.tsx';
import { draftKeyOf, useMappingDraft } from './mapping-draft.ts';
import { SavedMappings } from './SavedMappings.tsx';

interface MappingStepProps {
  inspection: Inspection;
  /** The change-set the person came back from. */
  earlier: { id: string; mapping: Mapping } | null;
  onReading: (reading: Partial<Reading>) => void;
  onBack: () => void;
}

export function MappingStep({ inspection, earlier, onReading, onBack }: MappingStepProps) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const { kind, reading, stagedFileId } = inspection;
  const [mapping, setMapping] = useMappingDraft(draftKeyOf(inspection), earlier?.mapping ?? inspection.suggested);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [missed, setMissed] = useState(0);

  const plan = async () => {
    if (mapping.dateOrder === null && provenOrder(mappedDates(inspection, mapping)) === null) {
      setMissed((times) => times + 1);
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const { importId } = await client().imports.plan({
        commandId: commandId(),
        stagedFileId,
        kind,
        reading,
        mapping,
        basedOn: earlier?.id,
      });
      void navigate({ to: '/imports/$importId', params: { importId } });
    } catch (error) {
      setFailure(failureOf(error).sentence);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack gap="md">
      <FoundInFile inspection={inspection} mapping={mapping} onMapping={setMapping} onReading={onReading} />
      <DateOrderChoice inspection={inspection} mapping={mapping} onMapping={setMapping} missed={missed} />
      <SavedMappings inspection={inspection} mapping={mapping} onMapping={setMapping} />
      <ColumnsTable inspection={inspection} mapping={mapping} onMapping={setMapping} />
      <MatchingOptions inspection={inspection} mapping={mapping} onMapping={setMapping} />
      {failure && (
        <Text className="down" role="alert">
          {failure}
        </Text>
      )}
      <Group gap="xs" className="step-actions">
        <Button variant="default" onClick={onBack}>
          {t('chooseAnother')}
        </Button>
        <Button onClick={() => void plan()} loading={busy}>
          {t('compare')}
        </Button>
      </Group>
    </Stack>
  );
}
