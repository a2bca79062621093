import { durationOf } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

const LOGIN_VALID_FOR = '3 days';

/** `email`. */
export const email: StepEmitter<'email'> = ({ email }, { refs }) => {
  if (typeof email === 'string') return { email: refs(email) };
  const { template, to, cc, replyTo } = email;
  return {
    email: refs(template),
    ...optional('to', to),
    ...optional('cc', cc === undefined ? undefined : [cc].flat()),
    ...optional('replyTo', replyTo),
  };
};

/** `notify`. */
export const notify: StepEmitter<'notify'> = ({ notify }, { refs }) => ({
  team: notify.team,
  email: refs(notify.email),
});

/** `grantLogin`. */
export const grantLogin: StepEmitter<'grantLogin'> = ({ grantLogin }, { refs }) => ({
  email: refs(grantLogin.email),
  linkValidFor: durationOf(grantLogin.linkValidFor ?? LOGIN_VALID_FOR),
});
