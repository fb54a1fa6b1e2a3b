/** The one method of SqlStorage used here, so that a test can give another SQLite. */
export interface Sql {
	exec(
		statement: string,
		...bindings: (string | number | null | ArrayBuffer | Uint8Array)[]
	): {
		toArray(): Record<string, unknown>[];
	};
}
