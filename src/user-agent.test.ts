import { expect, it } from 'vitest';
import { userAgentOf } from './user-agent.ts';

it('names the program and how to reach the city, in what a header can carry', () => {
  expect(userAgentOf('data@portside.example')).toMatch(
    /^Earshot\/\d+\.\d+\.\d+ \(\+data@portside\.example\)$/,
  );
  expect(userAgentOf('Café (Ops)\r\nX: 1 ☎')).toMatch(/^Earshot\/[\d.]+ \(\+Cafe OpsX: 1\)$/);
  expect(userAgentOf(undefined)).toMatch(/^Earshot\/[\d.]+$/);
});
