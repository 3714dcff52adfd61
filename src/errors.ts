// The four ways in which work fails; what happens next is decided by class, never by message text.

/** The installation or a profile is wrong: a person must act. `problems` lists every mistake found. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(message: string, options: ErrorOptions & { problems?: readonly string[] } = {}) {
    super(message, options);
    this.problems = options.problems ?? [];
  }
}

/** The other side is away or busy: the same call may succeed later. */
export class TransientError extends Error {
  override name = 'TransientError';
}

/** The other side named, or implied, when to come back. */
export class RateLimitedError extends Error {
  override name = 'RateLimitedError';
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** It will fail again however often it is tried: a dead letter. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}
