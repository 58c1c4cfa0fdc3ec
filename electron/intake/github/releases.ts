// Published releases. They are few and carry no day of their last change, so all of them are looked at every time.
import { z } from 'zod';
import { type Release, releaseAnswer } from './answers.ts';
import { type Feed, type FeedServices, pageOf, repositoryPath, type Taken } from './feeds.ts';
import { dayOfInstant, whoOf } from './rows.rules.ts';

const releases = z.array(releaseAnswer);

export function releasesFeed(services: FeedServices): Feed {
  const { client, repository, parts } = services;
  return {
    name: 'releases',
    parts: (['releases'] as const).filter((part) => parts.has(part)),
    sorted: false,
    firstPath: () => `${repositoryPath(repository)}/releases?per_page=100`,
    page: (path, etag) =>
      pageOf(client, { path, etag, schema: releases }, (release) => ({
        number: release.id,
        updatedAt: '',
        take: async () => takeRelease(services, release),
      })),
  };
}

function takeRelease({ repository }: FeedServices, release: Release): Taken {
  if (release.draft || !release.published_at) return { rows: [], observed: [] };
  const row = {
    key: `github:${repository.host}/${repository.id}/release/${release.id}`,
    ...whoOf(repository, release.author),
    kind: 'release published',
    day: dayOfInstant(release.published_at),
    title: release.name || release.tag_name,
    link: release.html_url,
    repository: repository.name,
    sourceKind: 'release published',
  };
  return { rows: [row], observed: [] };
}
