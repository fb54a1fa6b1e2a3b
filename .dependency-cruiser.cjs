/** The arrows of docs/ARCHITECTURE.md, held by a machine. */
const only = (name, from, allowed) => ({
	name,
	severity: 'error',
	from: { path: `^${from}/` },
	to: { path: '^(app|edge|models|sync|tests)/', pathNot: `^(${[from, ...allowed].join('|')})/` }
});

module.exports = {
	forbidden: [
		{ name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
		only('app-to-models-and-sync', 'app', ['models', 'sync']),
		only('edge-to-sync', 'edge', ['sync']),
		only('sync-to-nothing', 'sync', []),
		only('models-to-nothing', 'models', []),
		{
			name: 'features-do-not-import-each-other',
			severity: 'error',
			from: { path: '^app/(exam|proctor|console|author|admin|results)/' },
			to: {
				path: '^app/(exam|proctor|console|author|admin|results|routes)/',
				pathNot: '^app/$1/'
			}
		},
		{
			name: 'what-was-answered-is-shown-to-everybody-by-the-same-parts',
			severity: 'error',
			from: { path: '^app/responses/' },
			to: { path: '^app/(exam|proctor|console|author|admin|results|account|routes)/' }
		},
		{
			name: 'device-and-ui-are-the-ground-floor',
			severity: 'error',
			from: { path: '^app/(device|ui)/' },
			to: { path: '^app/(exam|proctor|console|author|admin|results|responses|routes)/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(\\.test\\.ts$|app/i18n/generated)' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.svelte'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'browser', 'default']
		}
	}
};
