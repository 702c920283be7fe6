import type { CreateDocumentOptions } from 'zod-openapi';

type Override = Exclude<CreateDocumentOptions['override'], undefined>;

/** A date without the long pattern that says no more than its format. */
export const override: Override = ({ jsonSchema }) => {
  if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
};
