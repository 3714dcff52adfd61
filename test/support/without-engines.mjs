// Loaded before a program (node --import): as if the embedded engines had never been installed.
import { register } from 'node:module';

const hook = `
  const absent = /^(chdb|@electric-sql\\/pglite)(\\/|$)/;
  export async function resolve(specifier, context, next) {
    if (!absent.test(specifier)) return next(specifier, context);
    const error = new Error('Cannot find package ' + specifier);
    error.code = 'ERR_MODULE_NOT_FOUND';
    throw error;
  }
`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
