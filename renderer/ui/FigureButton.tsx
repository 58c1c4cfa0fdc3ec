// A number that opens the rows it came from, with its change against the period before. Missing is shown as missing.
import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Figure } from '../../shared/contract/reports.ts';
import { useScreenState } from '../app/screen-state.ts';
import classes from './FigureButton.module.css';
import { formatNumber } from './format.ts';

/** `alone`: nothing is compared with here. */
export function FigureButton({ label, figure, note, alone }: { label: string; figure: Figure; note?: string; alone?: boolean }) {
  const openEvidence = useScreenState((state) => state.openEvidence);
  return (
    <UnstyledButton className={classes.figure} onClick={() => openEvidence(label, figure.evidence)}>
      <Text component="span" size="sm" c="dimmed" display="block">
        {label}
      </Text>
      <span className={classes.value}>{formatNumber(figure.value)}</span>
      {!alone && <Change value={figure.value} previous={figure.previous} />}
      {note && (
        <Text component="span" size="xs" c="dimmed" display="block">
          {note}
        </Text>
      )}
    </UnstyledButton>
  );
}

function Change({ value, previous }: { value: number; previous: number | null }) {
  const { t } = useTranslation('ui');
  if (previous === null) return <span className="quiet">{t('noDataBefore')}</span>;
  const difference = value - previous;
  const tone = difference > 0 ? 'up' : difference < 0 ? 'down' : 'quiet';
  const arrow = difference > 0 ? '▲' : difference < 0 ? '▼' : '=';
  return (
    <span>
      <span className={tone}>
        <span aria-hidden>{arrow}</span> {formatNumber(Math.abs(difference))}
      </span>{' '}
      <span className="quiet">{t('against', { previous: formatNumber(previous) })}</span>
    </span>
  );
}
