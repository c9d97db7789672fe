"""The topic that alarms send to: CompiledExperiment -> an encrypted topic to which only its alarms may publish."""

from aws_cdk import Aws, RemovalPolicy, Stack
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk.aws_iam import PolicyStatement, ServicePrincipal
from compiler.compiled import CompiledExperiment
from compiler.naming import alarm_prefix
from constructs import Construct

from stacks.checks.acknowledged import acknowledge
from stacks.resource import resource_of

__all__ = ["AlarmTopic"]

CLOUDWATCH = "cloudwatch.amazonaws.com"
DEAD_LETTERS = "Nobody would read a queue of e-mails that did not arrive; the alarm itself stays red."


class AlarmTopic(Construct):
    """A topic with a key of its own; the policies of both let CloudWatch publish.

    AWS's own key for SNS does not let CloudWatch in, and a topic policy that only asks for TLS replaces the default
    one. Either way every notification is dropped, and only the alarm's history shows it. Sources: SNS Developer Guide,
    Key management, "Enable compatibility between event sources from AWS services and encrypted topics"; CloudWatch
    User Guide, Notifying users on alarm changes, "Preventing confused deputy issues".
    """

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare the key, the topic and, once its owner has confirmed, the address that gets the messages."""
        super().__init__(scope, construct_id)
        self._conditions = only_alarms(Stack.of(self), compiled.label)
        self.key = self._key(compiled.label)
        self.topic = self._topic(compiled.topic_name)
        if compiled.experiment.alarms.email is not None:
            self._subscribe(compiled.experiment.alarms.email)

    def _subscribe(self, email: str) -> None:
        protocol = sns.SubscriptionProtocol.EMAIL
        subscription = sns.Subscription(self, "Email", topic=self.topic, protocol=protocol, endpoint=email)
        acknowledge(resource_of(subscription), DEAD_LETTERS, "Serverless::Serverless-SNSRedrivePolicy")

    def _key(self, label: str) -> kms.Key:
        key = kms.Key(
            self,
            "Key",
            description=f"Alarms of the reward experiment {label}",
            enable_key_rotation=True,
            removal_policy=RemovalPolicy.DESTROY,
        )
        key.add_to_resource_policy(
            PolicyStatement(
                sid="AlarmsEncrypt",
                principals=[ServicePrincipal(CLOUDWATCH)],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],
                conditions=self._conditions,
            )
        )
        return key

    def _topic(self, name: str) -> sns.Topic:
        topic = sns.Topic(self, "Topic", topic_name=name, master_key=self.key, enforce_ssl=True)
        topic.add_to_resource_policy(
            PolicyStatement(
                sid="AlarmsPublish",
                principals=[ServicePrincipal(CLOUDWATCH)],
                actions=["sns:Publish"],
                resources=[topic.topic_arn],
                conditions=self._conditions,
            )
        )
        return topic


def only_alarms(stack: Stack, label: str) -> dict[str, dict[str, object]]:
    """Return the conditions under which CloudWatch acts for the alarms of one experiment, those of any revision."""
    alarms = f"arn:{Aws.PARTITION}:cloudwatch:{stack.region}:{stack.account}:alarm:{alarm_prefix(label)}*"
    return {"StringEquals": {"aws:SourceAccount": stack.account}, "ArnLike": {"aws:SourceArn": alarms}}
