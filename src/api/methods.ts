// Which methods a path knows, so that a wrong one is answered with 405 and Allow instead of 404.
import type { FastifyInstance } from 'fastify';

/** Call before the routes are registered. The result maps a path (without query string) to its methods, sorted. */
export function trackMethods(app: FastifyInstance): (path: string) => string[] {
  const routes: { segments: string[]; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ segments: url.split('/'), methods: [method].flat() });
  });
  return (path) => {
    const segments = path.split('/');
    const matching = routes.filter(
      (route) =>
        route.segments.length === segments.length &&
        route.segments.every((segment, index) => segment.startsWith(':') || segment === segments[index]),
    );
    return [...new Set(matching.flatMap((route) => route.methods))].sort();
  };
}
