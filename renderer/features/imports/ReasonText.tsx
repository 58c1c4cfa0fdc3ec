// Why a row is not taken, as one sentence.
import { useTranslation } from 'react-i18next';
import { knownWords } from '../../../shared/field-choices.ts';

export function ReasonText({ reason }: { reason: { code: string; field: string; value: string } }) {
  const { t } = useTranslation('imports');
  const { code, field, value } = reason;
  const named = t(`vocabulary:field.${field}`, { defaultValue: field });
  return <span>{t(`failures:rows.${code}`, { value, field: named, known: knownWords(t, field) })}</span>;
}
