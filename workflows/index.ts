export { contact } from './contact.ts';
export { recordDue } from './record-due.ts';
