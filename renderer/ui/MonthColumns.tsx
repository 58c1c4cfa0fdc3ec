// Columns by month. The chart library is large and its drawing takes several frames, so it comes once the figures of the page are painted.
import { lazy, Suspense, startTransition, useEffect, useState } from 'react';
import { CHART_HEIGHT } from '../app/theme.ts';
import type { MonthChartProps } from './MonthChart.tsx';

const MonthChart = lazy(() => import('./MonthChart.tsx').then((file) => ({ default: file.MonthChart })));

export function MonthColumns(props: MonthChartProps) {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setPainted(true)));
    return () => clearTimeout(timer);
  }, []);
  const meanwhile = <div style={{ height: CHART_HEIGHT }} aria-busy />;
  if (!painted) return meanwhile;
  return (
    <Suspense fallback={meanwhile}>
      <MonthChart {...props} />
    </Suspense>
  );
}
