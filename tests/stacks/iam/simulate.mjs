// Decides requests with iam-simulate: a JSON list of [policies, requests] on stdin, a list of lists of words on stdout.
// A request is [action, resource, context]. A word is Allowed, ImplicitlyDenied, ExplicitlyDenied, or what is invalid.
import { readFileSync } from 'node:fs'
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate'

const account = '111122223333'

async function decide(policies, [action, resource, contextVariables]) {
  const simulation = {
    request: {
      principal: `arn:aws:iam::${account}:role/reward`,
      action,
      resource: { resource, accountId: account },
      contextVariables,
    },
    identityPolicies: policies.map((policy, index) => ({ name: `p${index}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }
  const outcome = await runSimulation(simulation, {})
  if (outcome.resultType !== 'error') return outcome.overallResult
  // Its list of ARNs lacks the model without a region, and near misses are of no known form: decide those unchecked.
  if (outcome.errors.message === 'no.resource.types') return runUnsafeSimulation(simulation, {})
  return JSON.stringify(outcome.errors)
}

const cases = JSON.parse(readFileSync(0, 'utf8'))
const decided = []
for (const [policies, requests] of cases) {
  decided.push(await Promise.all(requests.map((request) => decide(policies, request))))
}
process.stdout.write(JSON.stringify(decided))
