/**
 * The Worker on workerd, in a process that can be killed with it, up again within a second: Miniflare with what wrangler bundled and read
 * out of wrangler.toml once (killable-edge.ts). Unlike `npm start` it asks nothing of Postgres, as a deployed edge asks nothing of it.
 */
import { readFileSync } from 'node:fs';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import type { V4MiniflareOptions } from 'miniflare';

const [, , file = ''] = process.argv;
const options = JSON.parse(readFileSync(file, 'utf8')) as V4MiniflareOptions;
const worker = new Miniflare(convertV4MiniflareOptions(options));
await worker.ready;
console.log('ready');
// Whoever started it is gone: so is this.
process.stdin.on('end', () => void worker.dispose().then(() => process.exit(0)));
process.stdin.resume();
