// Stands in for a page or part that is still being fetched.
import { Skeleton, Stack } from '@mantine/core';

export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap="sm" aria-busy>
      <Skeleton h={28} w={240} />
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <Skeleton key={index} h={20} />
      ))}
    </Stack>
  );
}
