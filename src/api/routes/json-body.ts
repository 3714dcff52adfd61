// Bodies that people and programs send as JSON: small, and refused with a message that names what was expected.
import type { FastifyInstance } from 'fastify';
import { parameterProblem } from '../problem.ts';

/** Of what one person says: labels, names, a search. */
const mostBytes = 64 * 1024;

/** Lets the routes of a scope take JSON, as text. */
export function acceptJson(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: mostBytes },
    (_request, body, done) => done(null, body),
  );
}

/** Throws HttpProblem 400 about `name`. */
export function parseBody(body: unknown, name: string): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    throw parameterProblem([{ parameter: name, detail: 'expected a JSON object' }]);
  }
}
