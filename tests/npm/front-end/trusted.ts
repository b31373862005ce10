import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../../schema/types/schema.graphql',
  documents: ['*.graphql'],
  generates: {
    [`${process.env.OUT}/`]: {
      preset: 'client',
      presetConfig: { persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' } },
    },
  },
};
export default config;
