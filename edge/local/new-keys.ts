/** Prints the keys of a new installation as NAME=value lines, for a deployment's secrets. Made here, kept by whoever runs this. */
import { makeKeys } from './installation-keys.ts';
import { say } from './say.ts';

for (const [name, value] of Object.entries(await makeKeys())) say(`${name}=${value}`);
