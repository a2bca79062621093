/** What the signal `control` asks of a run; the run gives it an id, so that it is recorded once. */
export interface ControlEvent {
  type: 'control';
  id: string;
  action: 'pause' | 'resume';
  /** Only there; left out: everywhere. */
  map?: string;
}

/** Whether what waits to be recorded was such a signal. */
export function isControl(event: object): event is ControlEvent {
  return (event as Partial<ControlEvent>).type === 'control';
}
