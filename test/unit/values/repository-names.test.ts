// Repositories as people name them.
import { expect, test } from 'vitest';
import { readRepositoryNames } from '../../../shared/values/repository-names.ts';

test.each([
  ['acme/engine', ['acme/engine'], [], []],
  ['acme/engine, acme/site\nother/thing.js', ['acme/engine', 'acme/site', 'other/thing.js'], [], []],
  ['acme/engine，acme/Engine', ['acme/Engine'], [], []],
  ['https://github.com/acme/engine', ['acme/engine'], [], []],
  ['https://github.com/acme/engine/pulls?q=is%3Aopen#x', ['acme/engine'], [], []],
  ['https://github.acme.example/acme/engine.git', ['acme/engine'], [], []],
  ['git@github.com:acme/engine.git', ['acme/engine'], [], []],
  ['ssh://git@github.com/acme/engine.git', ['acme/engine'], [], []],
  ['acme', [], ['acme'], []],
  ['https://github.com/acme/', [], ['acme'], []],
  ['acme/engine/extra', [], [], ['acme/engine/extra']],
  ['-acme/engine 你好 a/b/', ['a/b'], [], ['-acme/engine', '你好']],
  ['', [], [], []],
])('%j', (text, repositories, owners, wrong) => {
  expect(readRepositoryNames(text)).toEqual({ repositories, owners, wrong });
});
