// Every kind that leaves on schedule.
import { digest } from './digest.ts';
import type { ScheduledKind } from './scheduled.ts';
import { weekly } from './weekly.ts';

export const scheduledKinds: readonly ScheduledKind[] = [weekly, digest];
