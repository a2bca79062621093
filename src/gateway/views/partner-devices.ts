import type { Device, DeviceKey } from '../../partners/devices.ts';
import { centerAddress } from '../center-address.ts';
import type { SignedIn } from '../session.ts';
import { centerLayout } from './center-layout.ts';
import { csrfField } from './csrf-field.ts';
import { html, type Html } from './html.ts';
import { dateWords, when, type Reader } from './when.ts';

/** Where somebody is signed in; one of the devices is the one that asks. */
export interface DevicesPage {
  partner: SignedIn;
  csrf: string;
  devices: readonly Device[];
}

/** What the button sends that signs out all devices but this one. */
export const OTHERS = 'others';

/** What a device's button sends. */
export function deviceValue({ map, entry }: DeviceKey): string {
  return `${map} ${entry}`;
}

/** The devices, each with its way out. */
export function devicesPage({ partner, csrf, devices }: DevicesPage): Html {
  const here = deviceValue(partner.login);
  const others = devices.filter((device) => deviceValue(device) !== here);
  return centerLayout({
    title: 'Your devices',
    path: '/partner/devices',
    partner,
    csrf,
    main: html`<h1>Your devices</h1>
      <p class="lead">
        You are signed in here. A device that you sign out needs a new login
        link${partner.programs.length > 1 && ', whichever program it shows'}.
      </p>
      <form method="post" action="${centerAddress('/partner/devices', partner)}">
        ${csrfField(csrf)}
        <ul class="plain devices">
          ${devices.map((device) => row(device, deviceValue(device) === here, partner.reader))}
        </ul>
        ${others.length > 1 && html`<button class="quiet" name="device" value="${OTHERS}">Sign out all others</button>`}
      </form>`,
  });
}

function row(device: Device, isHere: boolean, reader: Reader): Html {
  const name = device.name ?? 'A device that does not say what it is';
  return html`<li>
    <p>
      <strong>${name}</strong> ${isHere && html`<span class="badge good">this device</span>`}
      <span class="under">
        Signed in ${when(device.signedInAt, reader)}, last used ${when(device.seenAt, reader, 'day')}
      </span>
    </p>
    ${
      !isHere &&
      html`<button class="quiet" name="device" value="${deviceValue(device)}">
        Sign out<span class="unseen">
          ${name}, signed in ${dateWords(device.signedInAt, 'moment', reader)}</span
        >
      </button>`
    }
  </li>`;
}
