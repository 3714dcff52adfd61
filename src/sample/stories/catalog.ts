// All stories of Quillport, the oldest first. docs/demo-city.md tells them to people.
import { boilWater } from './boil-water.ts';
import { copies } from './copies.ts';
import { parkOpening } from './park-opening.ts';
import { storm } from './storm.ts';
import type { Story } from './story.ts';
import { stuckBridge } from './stuck-bridge.ts';
import { taxDebate } from './tax-debate.ts';
import { transitStrike } from './transit-strike.ts';

export const stories: readonly Story[] = [
  parkOpening,
  storm,
  taxDebate,
  transitStrike,
  copies,
  boilWater,
  stuckBridge,
];
