// Whom something counts for: a partner, nobody's employee, or not known.
import { useTranslation } from 'react-i18next';

export function PartnerName({ partner }: { partner: { id: string; name: string } | null }) {
  const { t } = useTranslation('vocabulary');
  if (partner && partner.id !== 'independent') return partner.name;
  return <span className="quiet">{t(`bucket.${partner ? 'independent' : 'unknown'}`)}</span>;
}
