import type { GithubRequest } from '../../../shared/contract/collections.ts';
import { type Collector, SourceRefused } from '../collecting/collector.ts';

export function githubCollector(): Collector<GithubRequest> {
  return {
    check: async () => {
      throw new SourceRefused('not_there', '');
    },
    collect: async () => undefined,
  };
}
