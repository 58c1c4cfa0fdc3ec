import type { GitRequest } from '../../../shared/contract/collections.ts';
import { type Collector, SourceRefused } from '../collecting/collector.ts';

export function gitCollector(): Collector<GitRequest> {
  return {
    check: async () => {
      throw new SourceRefused('not_there', '');
    },
    collect: async () => undefined,
  };
}
