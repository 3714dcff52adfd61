// What a channel is: it brings one message to one recipient, and knows whether doing so twice is doing so once.
import type { Channel, City, Recipient } from '../config.ts';
import type { HttpClient } from '../http.ts';
import type { DeliveryEntry } from './ledger.ts';
import type { Message } from './message.ts';

export interface Parcel {
  city: City;
  message: Message;
  recipient: Recipient;
  delivery: DeliveryEntry;
}

export interface Means {
  dataDir: string;
  /** of what a recipient names as its secret; throws ConfigError */
  secret(name: string): Promise<string>;
  /** the guarded client */
  http: HttpClient;
  now(): number;
  signal: AbortSignal;
  /** Must resolve before the first byte that could make the receiver accept: from here on nobody knows, until `send` settles. */
  begin(): Promise<void>;
}

/** `note`: what is to be known although it was sent. */
export type Ended = { state: 'sent'; note?: string } | { state: 'uncertain'; why: string };

export interface Sender {
  channel: Channel['channel'];
  /** Sending it again changes nothing for the receiver: a file of the same name, an id that it knows. */
  isRepeatable: boolean;
  /**
   * Throws PermanentError or ConfigError when it will never be taken, RateLimitedError or TransientError when it was not taken now. What is neither, after
   * `begin`, leaves a channel that is not repeatable uncertain. Messages of errors hold no address, path or secret.
   */
  send(parcel: Parcel, means: Means): Promise<Ended>;
}

/** A recipient of this channel. */
type RecipientOf<C extends Channel['channel']> = Extract<Recipient, { channel: C }>;

/** The sender of a channel, which is given recipients of that channel only. */
export const defineSender = <C extends Channel['channel']>(sender: {
  channel: C;
  isRepeatable: boolean;
  send(parcel: Parcel & { recipient: RecipientOf<C> }, means: Means): Promise<Ended>;
}): Sender => ({
  ...sender,
  send: (parcel, means) => sender.send(parcel as Parcel & { recipient: RecipientOf<C> }, means),
});

/** Files that this recipient takes. */
export const filesFor = ({ message, recipient }: Pick<Parcel, 'message' | 'recipient'>) =>
  message.files.filter(({ form }) => form === undefined || recipient.forms.includes(form));
