/** For classes over the whole edge: the app built, the Worker up on its database, and all of it gone again. */
import { buildIfStale } from '../../edge/local/build.ts';
import { startEdge, type EdgeOptions, type EdgeStack } from '../support/edge-stack.ts';

export async function withEdge<T>(
	work: (stack: EdgeStack) => Promise<T>,
	env: Record<string, string> = {},
	options: EdgeOptions = {}
): Promise<T> {
	buildIfStale();
	const stack = await startEdge(env, options);
	try {
		return await work(stack);
	} finally {
		await stack.dispose();
	}
}
