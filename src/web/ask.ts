// Asks the API, tells errors in words for people, and asks again when it was only busy.
import { useEffect, useState } from 'preact/hooks';

export interface Failure {
  title: string;
  detail: string;
}

export interface Asked<T> {
  /** the last good answer; it stays while a newer one is on its way */
  answer?: T;
  failure?: Failure;
  isLoading: boolean;
}

class Refusal extends Error {
  override name = 'Refusal';
  readonly failure: Failure;
  readonly retryAfterMs: number | undefined;
  constructor(failure: Failure, retryAfterMs?: number) {
    super(failure.title);
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

interface Problem {
  title?: string;
  detail?: string;
  errors?: { parameter?: string; check?: string; detail: string }[];
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const details = (problem.errors ?? []).map(
    ({ parameter, check, detail }) => `${parameter ?? check}: ${detail}`,
  );
  const seconds = Number(response.headers.get('retry-after'));
  const detail = [problem.detail ?? `The server answered ${response.status}.`, ...details].join(' ');
  return new Refusal(
    { title: problem.title ?? 'No answer', detail },
    response.status === 429 || response.status === 503 ? Math.max(1, seconds || 5) * 1_000 : undefined,
  );
}

const awayFailure: Failure = {
  title: 'Earshot does not answer',
  detail: 'Is it still running? Start it with “npm start”; this page goes on by itself when it answers.',
};
const unreadFailure: Failure = {
  title: 'The answer was not understood',
  detail: 'Reload the page: it may be older than the server.',
};

/** In the page's own name, and as JSON: the server takes it from nobody else without a token. */
export async function postJson<T>(path: string, body: object): Promise<{ answer: T } | { failure: Failure }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => undefined,
  );
  if (response === undefined) return { failure: awayFailure };
  if (!response.ok) return { failure: (await refusalOf(response)).failure };
  return response.json().then(
    (answer: T) => ({ answer }),
    () => ({ failure: unreadFailure }),
  );
}

/** GET; throws Refusal, or the abort's own error. */
async function getJson<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new Refusal(awayFailure, 5_000);
    },
  );
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as T;
}

const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;

/**
 * The answer of a path, asked again whenever the path or `turn` changes. What is only busy or away is asked again after the
 * time it names. Without a path nothing is asked.
 */
export function useAsk<T>(path: string | undefined, turn = 0): Asked<T> {
  const [state, setState] = useState<Asked<T> & { path?: string }>({ isLoading: path !== undefined });
  // `turn` is not read: a new one asks the same path again
  useEffect(() => {
    if (path === undefined) return;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      setState((before) => ({ ...before, isLoading: true }));
      try {
        const answer = await getJson<T>(path, leaving.signal);
        if (!leaving.signal.aborted) setState({ answer, path, isLoading: false });
      } catch (error) {
        if (leaving.signal.aborted) return;
        const failure = isRefusal(error) ? error.failure : unreadFailure;
        // an answer to another question would be taken for this one's
        setState((before) => ({
          ...(before.path === path && { answer: before.answer, path }),
          failure,
          isLoading: false,
        }));
        if (isRefusal(error) && error.retryAfterMs !== undefined) timer = setTimeout(ask, error.retryAfterMs);
      }
    };
    void ask();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [path, turn]);
  return state;
}
