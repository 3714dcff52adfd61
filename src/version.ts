// The version of the program, as package.json says it.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

function readVersion(): string {
  // From src/ the file is one level up, from dist/src/ two.
  const path = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json';
  return (require(path) as { version: string }).version;
}

export const version = readVersion();
