// Why a row is not taken: one sentence for each thing that is wrong with it.
import { useTranslation } from 'react-i18next';
import type { RowReason } from '../../../shared/contract/imports.ts';
import { sentenceOfReason } from '../../../shared/row-reasons.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';

export function ReasonText({ kind, reasons }: { kind: ImportKind; reasons: readonly RowReason[] }) {
  const { t } = useTranslation('imports');
  return (
    <span>
      {reasons.length > 1 && <span className="quiet">{t('mistakes', { count: reasons.length })} </span>}
      {reasons.map((reason) => sentenceOfReason(t, kind, reason)).join(' ')}
    </span>
  );
}
