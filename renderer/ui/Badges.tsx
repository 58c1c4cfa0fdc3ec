// Tiers and levels: fixed colours and glyphs, always with their word.
import { useTranslation } from 'react-i18next';
import type { Level, PartnerTier } from '../../shared/vocabulary.ts';
import { LEVEL_LOOK, type RankLook, TIER_LOOK } from '../app/theme.ts';
import { TierGlyph } from './TierGlyph.tsx';

function Marked({ look, word }: { look: RankLook; word: string }) {
  return (
    <span style={{ color: look.colour, whiteSpace: 'nowrap', fontWeight: 550 }}>
      <TierGlyph share={look.share} /> {word}
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
