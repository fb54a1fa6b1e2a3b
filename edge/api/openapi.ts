/** OpenAPI 3.1, made from the operations: their schemas are the ones that are checked. */
import { z } from 'zod';
import { problem } from '#sync/schema/api.ts';
import type { Operation } from './operation.ts';
import { statusOf } from './problem.ts';

type Json = Record<string, unknown>;
export type OpenApi = {
	openapi: string;
	info: Json;
	paths: Record<string, Record<string, Json>>;
	components: Json;
	tags: Json[];
};

/** JSON Schema 2020-12, which OpenAPI 3.1 uses as it is. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
	const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
	return rest;
};

const content = (schema: Json, type = 'application/json') => ({ [type]: { schema } });

export function openApiOf(operations: readonly Operation[], version: string): OpenApi {
	const paths: OpenApi['paths'] = {};
	for (const { spec } of operations) {
		const path = spec.path.replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}');
		paths[path] = { ...paths[path], [spec.method]: operationOf(spec) };
	}
	const tags = [...new Set(operations.map(({ spec }) => spec.tag))].map((name) => ({ name }));
	return {
		openapi: '3.1.0',
		info: {
			title: 'Invigil',
			version,
			description:
				'Requests that change something and carry a cookie need an Origin of this app, or the header X-Invigil. API clients sign in with "bearer": true and send Authorization: Bearer.'
		},
		tags,
		paths,
		components: {
			schemas: { Problem: schemaOf(problem, 'output') },
			securitySchemes: {
				cookie: { type: 'apiKey', in: 'cookie', name: '__Host-invigil' },
				bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }
			}
		}
	};
}

function operationOf(spec: Operation['spec']): Json {
	const { answer, status = 200 } = spec;
	const refusals = [
		'invalid_request' as const,
		...(spec.access === 'signed_in' ? (['not_signed_in'] as const) : []),
		...(spec.method === 'get' ? [] : (['csrf'] as const)),
		...(spec.refusals ?? []),
		'unavailable' as const
	];
	const byStatus = Map.groupBy(new Set(refusals), (code) => statusOf(code));
	const responses: Json = {
		...answered(answer, status),
		...Object.fromEntries(
			[...byStatus].map(([number, codes]) => [
				String(number),
				{
					description: codes.join(', '),
					content: content({ $ref: '#/components/schemas/Problem' }, 'application/problem+json')
				}
			])
		)
	};
	return {
		operationId: spec.id,
		tags: [spec.tag],
		summary: spec.summary,
		security: spec.access === 'signed_in' ? [{ cookie: [] }, { bearer: [] }] : [],
		'x-access': spec.access,
		parameters: parametersOf(spec),
		...(spec.body && {
			requestBody: { required: true, content: content(schemaOf(spec.body, 'input')) }
		}),
		responses
	};
}

function answered(answer: Operation['spec']['answer'], status: number): Json {
	switch (answer) {
		case 'nothing':
			return { '204': { description: 'Done' } };
		case 'socket':
			return { '101': { description: 'A WebSocket' } };
		case 'redirect':
			return { '302': { description: 'Elsewhere' } };
		case 'bytes':
			return { '200': { description: 'Bytes', content: { 'application/octet-stream': {} } } };
		case 'text':
			return { '200': { description: 'Text', content: { 'text/plain': {} } } };
		default:
			return {
				[String(status)]: { description: 'Answer', content: content(schemaOf(answer, 'output')) }
			};
	}
}

function parametersOf({ path, query }: Operation['spec']): Json[] {
	const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
		name,
		in: 'path',
		required: true,
		schema: { type: 'string' }
	}));
	if (!(query instanceof z.ZodObject)) return inPath;
	const { properties = {}, required = [] } = z.toJSONSchema(query, {
		io: 'input',
		unrepresentable: 'any'
	});
	const inQuery = Object.entries(properties).map(([name, schema]) => ({
		name,
		in: 'query',
		required: required.includes(name),
		schema
	}));
	return [...inPath, ...inQuery];
}
