// Builds the page into dist/web, with compressed copies beside its files for the server to send.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from './setup.mjs';

await build({ configFile: join(root, 'src', 'web', 'vite.config.ts'), logLevel: 'warn' });

const assets = join(root, 'dist', 'web', 'assets');
for (const name of readdirSync(assets)) {
  const content = readFileSync(join(assets, name));
  writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
}
