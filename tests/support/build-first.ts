/** Before the first test of a suite that needs the built app: builds it, if it is not newer than its sources. */
import { buildIfStale } from '../../edge/local/build.ts';

export const setup = (): void => buildIfStale();
