// Tiers and levels: fixed colours and glyphs, always with their word.
import { useTranslation } from 'react-i18next';
import type { Level, PartnerTier } from '../../shared/vocabulary.ts';
import { LEVEL_LOOK, TIER_LOOK } from '../app/theme.ts';

function Marked({ look, word }: { look: { colour: string; glyph: string }; word: string }) {
  return (
    <span style={{ color: look.colour, whiteSpace: 'nowrap', fontWeight: 550 }}>
      <span aria-hidden>{look.glyph}</span> {word}
    </span>
  );
}

export function TierBadge({ tier }: { tier: PartnerTier }) {
  const { t } = useTranslation('vocabulary');
  return <Marked look={TIER_LOOK[tier]} word={t(`tier.${tier}`)} />;
}

export function LevelBadge({ level }: { level: Level }) {
  const { t } = useTranslation('vocabulary');
  return <Marked look={LEVEL_LOOK[level]} word={t(`level.${level}`)} />;
}
