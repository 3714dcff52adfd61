// Joins what a process loads at its start into few files: a thousand small modules cost it a second.
// The entries are replaced in place; everything that is read at run time stays where the compiler put it.
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './setup.mjs';

const dist = join(root, 'dist');
const workers = readdirSync(join(dist, 'workers')).filter((name) => name.endsWith('.js'));
const names = ['src/cli/main', ...workers.map((name) => `workers/${name.slice(0, -3)}`)];

/** Engines, models and what brings its own files: loaded from node_modules, when they are needed. */
const external = [/^chdb/, /^@electric-sql\/pglite/, /^wink-/, /^natural/, /^snoowrap/, /^pino/, /^eld/];

// A module finds its files beside itself, wherever its code was joined to: its own address takes the place of the chunk's.
const ownAddress = {
  name: 'own-address',
  transform: {
    filter: { id: /[/\\]dist[/\\](src|workers)[/\\]/, code: 'import.meta' },
    handler(code, id) {
      const path = JSON.stringify(relative(dist, id).split(sep).join('/'));
      return code
        .replaceAll('import.meta.url', `earshotAddress(${path})`)
        .replaceAll('import.meta.dirname', `earshotDirectory(${path})`);
    },
  },
};

const addresses = (up) => `import { dirname as earshotParent } from 'node:path';
import { fileURLToPath as earshotPath } from 'node:url';
function earshotAddress(path) { return new URL('${up}' + path, import.meta.url).href; }
function earshotDirectory(path) { return earshotParent(earshotPath(earshotAddress(path))); }`;

const bundle = await rolldown({
  cwd: root,
  input: Object.fromEntries(names.map((name) => [name, join(dist, `${name}.js`)])),
  platform: 'node',
  external,
  plugins: [ownAddress],
});
await bundle.write({
  dir: dist,
  format: 'esm',
  // names stay: errors and logs are read by people
  minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  banner: ({ fileName }) => addresses('../'.repeat(fileName.split('/').length - 1)),
});
await bundle.close();
