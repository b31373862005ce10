import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../../schema/types/schema.graphql',
  documents: ['*.graphql'],
  generates: {
    'generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { useTypeImports: true, enumsAsTypes: true, scalars: { Money: 'string', Date: 'string', DateTime: 'string', JSON: 'unknown' } },
    },
  },
};
export default config;
