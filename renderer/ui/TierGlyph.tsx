// How far up the five tiers something stands, as a filling circle: tells them apart where colour does not. Drawn, because fonts disagree
// about the size of these signs.
const AROUND = Math.PI * 5;

export function TierGlyph({ share }: { share: number }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden style={{ flex: 'none', verticalAlign: '-1px' }}>
      <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.3" />
      {share > 0 && (
        <circle
          cx="6"
          cy="6"
          r="2.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="5"
          strokeDasharray={`${AROUND * share} ${AROUND}`}
          transform="rotate(-90 6 6)"
        />
      )}
    </svg>
  );
}
