// What the guarded client will not do, or will not accept from the other side. Callers decide on `reason` and
// `status`, never on the message.
import { PermanentError } from '../errors.ts';

/**
 * - `url`, `scheme`, `port`, `userinfo`, `host`, `address`: where the request would go
 * - `insecure`: credentials without TLS · `redirect`: too many, without a target, or not to be followed
 * - `request`: headers or a method that a caller may not set · `robots`: the site asks not to be read there
 * - `size`, `headers`, `encoding`, `content`: what came back · `tls`: its certificate · `status`: it said 4xx
 */
export type RefusalReason =
  | 'url'
  | 'scheme'
  | 'port'
  | 'userinfo'
  | 'host'
  | 'address'
  | 'insecure'
  | 'redirect'
  | 'request'
  | 'robots'
  | 'size'
  | 'headers'
  | 'encoding'
  | 'content'
  | 'tls'
  | 'status';

/** Trying again changes nothing. `name` stays PermanentError, which is what the program acts on. */
export class RefusedError extends PermanentError {
  readonly reason: RefusalReason;
  /** the HTTP status, where the other side answered with 4xx */
  readonly status: number | undefined;
  constructor(reason: RefusalReason, message: string, options: ErrorOptions & { status?: number } = {}) {
    super(message, options);
    this.reason = reason;
    this.status = options.status;
  }
}
