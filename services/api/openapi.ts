import { z } from 'zod'
import { SCOPES } from './keys.ts'
import { OFFICE_OPERATIONS } from './office-operations.ts'
import type { Operation } from './operation.ts'
import { PUBLIC_OPERATIONS } from './public-operations.ts'
import { WEBHOOK_OPERATIONS } from './webhook-operations.ts'

export const OPERATIONS: readonly Operation[] = [...PUBLIC_OPERATIONS, ...OFFICE_OPERATIONS, ...WEBHOOK_OPERATIONS]

const PROBLEM = {
  description: 'Problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** The OpenAPI 3.1 document of the operations, made from the same table as the router. */
export function openapiOf(publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {
    '/openapi.json': {
      get: {
        operationId: 'readOpenapi',
        summary: 'This document',
        responses: { 200: { description: 'OK', content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
  }
  for (const operation of OPERATIONS) paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Puente',
      version: '1.0.0',
      description: `Cards and services are public and may be cached and reused with their source and date. Everything else needs a key of an institution. Scopes: ${SCOPES.join(', ')}.`,
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'instance'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            detail: { type: 'string' },
            instance: { type: 'string' },
          },
        },
      },
    },
    paths,
  }
}

function describe(operation: Operation): object {
  const fromPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = operation.query ? (jsonSchema(operation.query, 'input') as { properties?: object; required?: string[] }) : {}
  const fromQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query.required?.includes(name) ?? false,
    schema,
  }))
  const refusals = [
    '400',
    ...(operation.scope ? ['401', '403'] : []),
    ...(fromPath.length > 0 ? ['404'] : []),
    ...(operation.body ? ['409', '413', '415'] : []),
  ]
  return {
    operationId: operation.id,
    summary: operation.summary,
    ...(operation.scope ? { security: [{ key: [] }], 'x-scope': operation.scope } : { security: [] }),
    parameters: [...fromPath, ...fromQuery],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(operation.body, 'input') } } } }
      : {}),
    responses: {
      [operation.status]: operation.answer
        ? { description: 'OK', content: { 'application/json': { schema: jsonSchema(operation.answer, 'output') } } }
        : { description: 'Done' },
      ...(operation.scope ? {} : { 304: { description: 'Not changed since the ETag in If-None-Match' } }),
      ...Object.fromEntries(refusals.map((status) => [status, PROBLEM])),
      429: { ...PROBLEM, headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } } },
      default: PROBLEM,
    },
  }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io }) as Record<string, unknown>
  return rest
}
