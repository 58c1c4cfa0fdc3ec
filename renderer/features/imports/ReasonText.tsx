// Why a row is not taken, as one sentence.
import { useTranslation } from 'react-i18next';
import { knownWords, wordOfField } from '../../../shared/field-choices.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';

export function ReasonText({ kind, reason }: { kind: ImportKind; reason: { code: string; field: string; value: string } }) {
  const { t } = useTranslation('imports');
  const { code, field, value } = reason;
  const named = wordOfField(t, kind, field);
  return <span>{t(`failures:rows.${code}`, { value, field: named, known: knownWords(t, kind, field).join(', ') })}</span>;
}
