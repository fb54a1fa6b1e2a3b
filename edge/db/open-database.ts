/** A connection as the owner of the schema, from Node: for migrations, demo data and tests. Never the Worker's. */
import { Client, neonConfig } from '@neondatabase/serverless';

export type OwnerDatabase = {
	query: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
	/** Several statements. */
	run: (script: string) => Promise<void>;
	close: () => Promise<void>;
};

/** `proxy`: host:port/path of a WebSocket-to-TCP bridge; without one the address must be Neon's. */
export async function openDatabase(url: string, proxy?: string): Promise<OwnerDatabase> {
	if (proxy) {
		neonConfig.wsProxy = () => proxy;
		neonConfig.useSecureWebSocket = false;
		neonConfig.pipelineTLS = false;
		neonConfig.pipelineConnect = false;
	}
	const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	// A connection that the other side has ended can be ended no more: waiting for it would be for ever.
	let ended = false;
	client.on('error', () => (ended = true));
	client.on('end', () => (ended = true));
	await client.connect();
	return {
		query: async (text, values = []) =>
			(await client.query(text, [...values])).rows as Record<string, unknown>[],
		run: async (script) => void (await client.query(script)),
		close: async () => {
			if (!ended) await client.end();
		}
	};
}
