"""The judges' part of the role: CompiledExperiment -> the policy that lets the function call its judges."""

from aws_cdk import Stack
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement
from compiler.compiled import CompiledExperiment
from compiler.judge.permission import Statement, judge_statements

__all__ = ["judge_policy"]


def judge_policy(stack: Stack, compiled: CompiledExperiment) -> PolicyDocument | None:
    """Return the policy. Return None without a judge; the role then does not mention Bedrock."""
    targets = [target for target in (compiled.judge_target, compiled.second_target) if target is not None]
    statements: list[Statement] = []
    for target in targets:
        # Both judges may apply the same guardrails.
        statements += [each for each in judge_statements(target, stack.account) if each not in statements]
    return PolicyDocument(statements=[_statement(each) for each in statements]) if targets else None


def _statement(statement: Statement) -> PolicyStatement:
    return PolicyStatement(
        actions=[statement.action],
        resources=list(statement.resources),
        conditions={"StringEquals": dict(statement.equals)} if statement.equals else None,
    )
