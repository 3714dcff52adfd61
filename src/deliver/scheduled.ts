// What leaves on schedule, and what each kind knows of itself. A new kind is a file, and a line in scheduled-kinds.ts.
import type { Audience, City, DayTime, MessageKind, WeekTime } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import type { Message } from './message.ts';
import type { Slot } from './slots.ts';

export interface Making {
  city: City;
  /** undefined: the whole city */
  audience?: Audience;
  /** what the message tells of: `about` of its kind */
  about: string;
  slot: Slot;
  /** the present, in ms */
  nowMs: number;
}

export interface ScheduledKind {
  kind: MessageKind;
  /** when it is due: of the profile, or the usual time */
  timeOf(city: City): DayTime | WeekTime;
  /** what it tells of when it is due then: `2026-W46` */
  about(city: City, slot: Slot): string;
  /** Later than this after it was due it is of no use, and left out. */
  staleAfterMs: number;
  /** Whether everything that it will tell of is in the answers; it waits for that, half an hour at most. Always so without it. */
  isSettled?(runtime: Runtime, city: City, about: string): Promise<boolean>;
  /** Undefined when there is nothing to be told. */
  make(runtime: Runtime, making: Making): Promise<Message | undefined>;
}
