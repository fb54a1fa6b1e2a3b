import { expect, test } from 'vitest';
import { providerChanges, providerProblems, toProvider } from './provider-form.ts';

const good = { name: ' School ', issuer: 'https://id.example ', clientId: ' abc', secret: '' };

test('what was typed around the words is taken off, and no secret means a public client', () => {
	expect(toProvider(good)).toEqual({
		name: 'School',
		issuer: 'https://id.example',
		clientId: 'abc',
		clientSecret: null
	});
	expect(toProvider({ ...good, secret: ' kept as it is ' }).clientSecret).toBe(' kept as it is ');
	expect(providerProblems(good)).toEqual({});
});

test('each field says what is wrong with it', () => {
	const none = { name: ' ', issuer: '', clientId: '', secret: '' };
	expect(Object.keys(providerProblems(none))).toEqual(['name', 'issuer', 'clientId']);
});

test.each(['http://id.example', 'id.example', 'javascript:alert(1)'])(
	'attack: an issuer that is not https: %s',
	(issuer) => expect(Object.keys(providerProblems({ ...good, issuer }))).toEqual(['issuer'])
);

test('only what was changed is sent, and a secret only when it is written anew', () => {
	const before = { name: 'School', clientId: 'abc' };
	expect(providerChanges(before, good)).toEqual({});
	expect(providerChanges(before, { ...good, name: 'Portal', secret: 'new' })).toEqual({
		name: 'Portal',
		clientSecret: 'new'
	});
	expect(providerChanges(before, { ...good, clientId: ' def' })).toEqual({ clientId: 'def' });
});
