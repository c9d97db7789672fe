"""The judge's part of the role: CompiledExperiment -> the policy that lets the function call its judge."""

from aws_cdk import Stack
from aws_cdk.aws_iam import PolicyDocument, PolicyStatement
from compiler.compiled import CompiledExperiment
from compiler.judge.permission import Statement, judge_statements

__all__ = ["judge_policy"]


def judge_policy(stack: Stack, compiled: CompiledExperiment) -> PolicyDocument | None:
    """Return the policy. Return None without a judge; the role then does not mention Bedrock."""
    target = compiled.judge_target
    if target is None:
        return None
    return PolicyDocument(statements=[_statement(each) for each in judge_statements(target, stack.account)])


def _statement(statement: Statement) -> PolicyStatement:
    return PolicyStatement(
        actions=[statement.action],
        resources=list(statement.resources),
        conditions={"StringEquals": dict(statement.equals)} if statement.equals else None,
    )
