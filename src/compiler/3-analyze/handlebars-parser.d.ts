/** The parser behind `Handlebars.parse`, without the compiler and the runtime, which take three times as long to load. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  import type {} from 'handlebars';
  export function parse(template: string): hbs.AST.Program;
}
