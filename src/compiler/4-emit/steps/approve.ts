import { durationIn } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** `approve`. */
export const approve: StepEmitter<'approve'> = ({ approve }, { refs, first }) => ({
  team: approve.by,
  ...optional('email', approve.email === undefined ? undefined : refs(approve.email)),
  ...optional('autoApproveIf', approve.autoApproveIf),
  ...durationIn(approve, 'remindEvery'),
  ...durationIn(approve, 'giveUpAfter'),
  rejected: first('rejected'),
  expired: first('expired'),
});
