// Packages that must not come back: docs/operations.md, "Dependencies", says why.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Locked {
  version?: string;
  /** of an override: `npm:@cypress/request@…` stands under the name `request` */
  name?: string;
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Locked>;
};

/** [path, real name, major version] of everything that would be installed. */
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, { name, version = '0' }]) => ({
    path,
    name: name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    major: Number(version.split('.')[0]),
  }));

it.each([
  ['request', Number.POSITIVE_INFINITY],
  ['tough-cookie', 4],
  ['ws', 8],
])('has no %s below %d', (name, least) => {
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter((one) => one.name === name && one.major < least)).toEqual([]);
});

it('has the maintained fork where the old one is asked for', () => {
  expect(installed.find(({ path }) => path === 'node_modules/request')).toMatchObject({
    name: '@cypress/request',
  });
});
