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
			from: { path: '^app/(exam|proctor|console|author|admin)/' },
			to: { path: '^app/(exam|proctor|console|author|admin|routes)/', pathNot: '^app/$1/' }
		},
		{
			name: 'device-and-ui-are-the-ground-floor',
			severity: 'error',
			from: { path: '^app/(device|ui)/' },
			to: { path: '^app/(exam|proctor|console|author|admin|routes)/' }
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
