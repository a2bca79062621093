/** The name of a generated map. */
export function mapName(number: number): string {
  return `partners-${String(number).padStart(4, '0')}`;
}

/**
 * One map of 25 steps as a team would write it: sign-up with approval and login, weeks of onboarding with branches, a call
 * and a task by hand, thanks for sales, a comeback after a refund, and milestones. Names, figures and conditions differ
 * from map to map, so that nothing can be checked once for all.
 */
export function mapText(number: number): string {
  const region = REGIONS[number % REGIONS.length] ?? 'the north';
  const amount = 500 + 25 * (number % 40);
  const days = 2 + (number % 9);
  return `# yaml-language-server: $schema=../../src/language/map.schema.json
map: ${mapName(number)}
title: Partners in ${region}, team ${number}
program: main

triggers:
  # Everybody who fills in the form begins here; the team of the region decides.
  signed-up:
    on: form-submitted
    form: partner-sign-up
    where: event.fields.website != '' && !event.fields.website.endsWith('.invalid${number}')
    scope: anyone
    ifOnMap: ignore
    reentry: { cooldown: ${days * 10} days }
    steps:
      - id: review
        title: Application from ${region}
        approve:
          by: partner-managers
          autoApproveIf: contact.email.endsWith('@agency-${number}.example') || contact.tier == 'gold'
          remindEvery: ${days} days
          giveUpAfter: 30 days
          rejected:
            - email: application-declined
            - exit
          expired:
            - exit
      - grantLogin: { email: partner-login, linkValidFor: 3 days }
      - email: welcome
        title: "Welcome, and the partner's own links"
      - notify: { team: partner-managers, email: new-partner }
      - tag: [team-${number}, newcomer]
      - id: first-days
        wait: ${days} days
      - branch:
          if: contact.numberOfSales >= 1 && contact.totalSales >= ${amount}
          then:
            - email: first-sales
            - set: { tier: silver, score: ${number % 50} }
          else:
            - email: getting-started
              if: contact.locale.startsWith('en')
            - id: first-sale
              waitFor:
                on: sale-recorded
                atMost: 2 weeks
                otherwise:
                  - email: reminder
      - branch:
          - if: contact.totalSales >= ${amount * 10} && contact.tier != 'bronze'
            then:
              - email: { template: top-partner }
          - else:
              - email: comeback
      - untag: [newcomer]
      - id: active
        end: true

  sold:
    on: sale-recorded
    kind: first
    where: event.sale.amount >= ${amount} && contact.status == 'approved'
    scope: on-map
    ifOnMap: add-again
    steps:
      - id: thanks
        email: thanks-for-first-sale
      - email: how-to-sell-more
        if: contact.score < ${number % 90}

  refunded:
    on: sale-refunded
    full: true
    scope: on-map
    ifOnMap: add-again
    steps:
      - id: call-back
        task:
          title: Ask what was wrong
          by: partner-managers
          outcomes:
            mended: []
            lost:
              - email: sorry
                if: event.refund.amount > ${days}
          remindEvery: 1 day

milestones:
  total-sales:
    field: totalSales
    at: [${amount}, ${amount * 5}, ${amount * 25}]
    scope: on-map
    onJump: highest
    onRefund: rearm
    backfill: silent
    steps:
      - email: milestone-reached
`;
}

const REGIONS = [
  'the north',
  'Bavaria',
  'Île-de-France',
  'the Benelux',
  'Scotland',
  'New South Wales',
  'Kansai',
];
